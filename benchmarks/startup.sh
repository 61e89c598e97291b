#!/usr/bin/env bash
# What the agent costs a start: hello world's wall time, and the embedding server's time to its first answer, with and
# without the agent, and with an empty one, in turn; and the same with and without what a killed JVM left on disk. Needs what `mvn package` builds; writes to benchmarks/target/startup only.
set -euo pipefail

readonly USAGE="Usage: startup.sh [--rounds N] [--hello|--classes] [--force] [--agent JAR]

  --rounds N   measured rounds per JDK (default 15)
  --hello      hello world only: half a minute
  --classes    loading 10,000 classes only: two minutes
  --force      measure although the machine is busy
  --agent JAR  another build of the agent (default agent/target/inferometer-agent.jar)
  --help       this page

JDKs: the one that runs (JAVA_HOME, else java on the PATH), and \$JAVA_LATEST_HOME or, without it, those beside the first.
Exit code: 0 when all bounds hold on every JDK, 1 when not or when nothing could be measured, 2 for wrong usage."
readonly QUIET=0.7

# shellcheck source=common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

rounds=15
force=
what=all

while [ $# -gt 0 ]; do
  case $1 in
    --rounds) rounds=$(number "$@"); shift ;;
    --agent) agent=$(file "$@"); shift ;;
    --force) force=yes ;;
    --hello) what=hello ;;
    --classes) what=classes ;;
    --help|-h) help ;;
    *) usage "unknown flag $1" ;;
  esac
  shift
done

need "$agent" "$benchmarks" "$server"

if [ -z "$force" ] && [ -r /proc/loadavg ]; then
  read -r load _ </proc/loadavg
  [[ $(printf '%s\n' "$load" "$QUIET" | sort -g | head -n 1) = "$load" ]] ||
    fail "the machine is busy (load average $load, above $QUIET): wait, or measure noise with --force"
fi

find_all
make_scratch startup
exec "$first/bin/java" -cp "$benchmarks" io.inferometer.benchmark.startup.Main \
  "$benchmarks" "$agent" "$server" "$scratch" "$rounds" "$what" "${homes[@]}"
