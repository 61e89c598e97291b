#!/usr/bin/env bash
# What the agent costs beside an empty agent and the agents of others, one table for each question. Needs what `mvn package` builds, and Maven
# for the other agents' jars; writes to benchmarks/target only.
set -euo pipefail

readonly USAGE="Usage: run.sh start|small|memory|models|scrape|peers|growth|server [FLAGS]

  start    hello world, wall and CPU time, beside other agents, 15 rounds: 5 minutes
  small    hello world with a quarter of a core, one processor, little heap, interpreted, linked, on read-only files, 15 rounds: 6 minutes
  memory   resident memory of a program that sleeps, beside other agents, 3 rounds; heap and classes for each feature of this build: 17 minutes
  models   aggregation and recording of 1 to 1,000 models, by JMH: 8 minutes
  scrape   an answer of /metrics about 1,000 models, beside Prometheus' client and Micrometer: 5 minutes
  peers    one call, beside other agents and libraries and JFR's method timing: compare.sh --only jmh,agents, --rounds JVMs of each: 80 minutes
  growth   resident and recording memory and the aggregator's CPU time by models, threads and classes, 3 rounds: 9 minutes
  server   the embedding server's throughput, also with OpenTelemetry's agent, 10 rounds in each of 3 sets of servers: 23 minutes

  --quick      shows in a minute or two that it works; its figures are rough
  --rounds N   so many rounds instead; JMH's forks, compare.sh's JVMs
  --sets N     server: so many sets of servers instead
  --jdk N      on JDKs of this feature release only, such as 17
  --agent JAR  another build of the agent (default agent/target/inferometer-agent.jar)
  --help       this page

JDKs: JAVA_HOME, else java on the PATH, and JAVA_LATEST_HOME or, without it, those beside the first. JFR times methods from JDK 25 on.
Exit code: 0 when everything was measured, 1 when not, 2 for wrong usage."

# shellcheck source=common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

what=
quick=
rounds=
only=
sets=
while [ $# -gt 0 ]; do
  case $1 in
    start|small|memory|models|scrape|peers|growth|server) [ -z "$what" ] || usage "one question at a time"; what=$1 ;;
    --quick) quick=yes ;;
    --rounds) rounds=$(number "$@"); shift ;;
    --sets) sets=$(number "$@"); shift ;;
    --jdk) only=$(number "$@"); shift ;;
    --agent) agent=$(file "$@"); shift ;;
    --help|-h) help ;;
    -*) usage "unknown flag $1" ;;
    *) usage "unknown question $1" ;;
  esac
  shift
done
[ -n "$what" ] || usage "what is to be measured?"

need "$agent" "$benchmarks"
find_all
if [ -n "$only" ]; then
  chosen=()
  for home in "${homes[@]}"; do
    grep -q "^JAVA_VERSION=\"$only[.\"+]" "$home/release" && chosen+=("$home")
  done
  [ ${#chosen[@]} -gt 0 ] || fail "no JDK $only found"
  homes=("${chosen[@]}")
fi
make_scratch "run-$what"

# Rounds: what was asked for, else the usual number or that of a quick run.
often() { if [ -n "$rounds" ]; then echo "$rounds"; elif [ -n "$quick" ]; then echo "$2"; else echo "$1"; fi; }

# Seconds: the usual, or those of a quick run.
shorter() { if [ -n "$quick" ]; then echo "$2"; else echo "$1"; fi; }

# Runs a main class of the benchmarks on the first JDK; it starts JVMs of the others.
measure() { "$first/bin/java" -cp "$benchmarks" "io.inferometer.benchmark.$1" "$agent" "$peers" "$benchmarks" "$scratch" "${@:2}"; }

# Runs a class of the benchmarks, or JMH, on each JDK.
each() {
  local home
  for home in "${homes[@]}"; do
    printf '\n%s, load average before: %s\n\n' "$(sed -n 's/^JAVA_VERSION="\(.*\)"/JDK \1/p' "$home/release")" "$(load_average)"
    "$home/bin/java" "$@"
  done
}

jmh() { each -jar "$benchmarks" ${quick:+-f 1 -wi 1 -w 200ms -i 1 -r 200ms} ${rounds:+-f "$rounds"} "$@"; }

case $what in
  start)
    need_peers
    measure startup.BesideOthers "$(often 15 2)" "${homes[@]}" ;;
  small)
    measure startup.SmallMachines "$(often 15 2)" "${homes[@]}" ;;
  memory)
    need_peers
    measure idle.BesideOthers "$(often 3 1)" "${homes[@]}"
    # A page of its own, written to docs/footprint.md by hand: see README.md.
    "$first/bin/java" -cp "$benchmarks" io.inferometer.benchmark.footprint.Main "$root" "$(often 3 1)" "$(shorter 20 5)" "$scratch/footprint.md" "${homes[@]}"
    grep '^|' "$scratch/footprint.md" ;;
  models)
    jmh -p models=1,10,100,1000 'aggregate\.Aggregation'
    jmh 'hotpath\.OneThread\.(twoClockReads|measuredCallOf).*'
    for models in 1 10 100 1000; do
      echo
      echo "half a million calls a second of $models models in turn:"
      each -cp "$benchmarks" io.inferometer.benchmark.aggregate.SteadyLoad 500000 "$(shorter 10 2)" "$models"
    done ;;
  scrape)
    each -cp "$benchmarks" io.inferometer.benchmark.scrape.ScrapeCost
    each -Xmx2g -cp "$benchmarks" io.inferometer.benchmark.scrape.PeerScrapes ;;
  peers)
    JAVA_HOME=${homes[0]} JAVA_LATEST_HOME=${homes[1]:-} exec "$root/benchmarks/compare.sh" --only jmh,agents --agent "$agent" \
      ${quick:+--quick} ${rounds:+--jvms "$rounds"} ;;
  growth)
    measure growth.GrowthRuns "$(often 3 1)" "$(shorter 4 1)" "${homes[@]}" ;;
  server)
    need "$server"
    need_peers
    pinned=free
    if command -v taskset > /dev/null && [ "$(nproc)" -ge 2 ]; then pinned=pinned; fi
    measure server.ServerRuns "$server" "${sets:-$(shorter 3 1)}" "$(often 10 2)" "$(shorter 30 3)" 3 "$pinned" "${homes[@]}" ;;
esac
