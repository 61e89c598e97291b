#!/usr/bin/env bash
# What one measured call costs, with this agent, with other agents and with libraries: one table. Needs what `mvn package`
# builds, and Maven for the other agents' jars; writes to benchmarks/target only.
set -euo pipefail

readonly USAGE="Usage: compare.sh [--quick] [--only STAGE,STAGE...]

  --quick      3 minutes instead of 90 (with two JDKs): shows that it works, its figures are rough
  --jvms N     JVMs per variant, of which the median counts (default 5, with --quick 1), but for jmh
  --only LIST  some of the stages jmh, agents, paced, aggregation (default all)
  --agent JAR  another build of the agent (default agent/target/inferometer-agent.jar)
  --help       this page

JDKs: JAVA_HOME, else java on the PATH, and JAVA_LATEST_HOME, where it is set.
Exit code: 0 when everything was measured, 1 when not, 2 for wrong usage."

# shellcheck source=common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

effort=full
jvms=0
stages=jmh,agents,paced,aggregation

while [ $# -gt 0 ]; do
  case $1 in
    --quick) effort=quick ;;
    --jvms) [[ ${2:-} =~ ^[1-9][0-9]?$ ]] || usage "--jvms needs a number from 1 to 99"; jvms=$2; shift ;;
    --only)
      [[ ${2:-} =~ ^(jmh|agents|paced|aggregation)(,(jmh|agents|paced|aggregation))*$ ]] || usage "--only needs stages"
      stages=$2
      shift ;;
    --agent) agent=$(file "$@"); shift ;;
    --help|-h) help ;;
    *) usage "unknown flag $1" ;;
  esac
  shift
done

need "$agent" "$benchmarks"
if [[ $stages = *agents* ]]; then need_peers; fi

find_first
homes=("$first")
if [ -n "${JAVA_LATEST_HOME:-}" ]; then
  [ -x "$JAVA_LATEST_HOME/bin/java" ] || fail "no java in JAVA_LATEST_HOME, $JAVA_LATEST_HOME"
  homes+=("$JAVA_LATEST_HOME")
fi

make_scratch compare
exec "$first/bin/java" -cp "$benchmarks" io.inferometer.benchmark.compare.Main \
  "$effort" "$jvms" "$stages" "$agent" "$peers" "$benchmarks" "$scratch" "${homes[@]}"
