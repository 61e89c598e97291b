#!/usr/bin/env bash
# What the agent costs a start: hello world's wall time, and the embedding server's time to its first answer, with and
# without the agent, and with an empty one, in turn; and the same with and without what a killed JVM left on disk. Needs what `mvn package` builds; writes to benchmarks/target/startup only.
set -euo pipefail

readonly USAGE="Usage: startup.sh [--rounds N] [--hello] [--force] [--agent JAR]

  --rounds N   measured rounds per JDK (default 15)
  --hello      hello world only: half a minute
  --force      measure although the machine is busy
  --agent JAR  another build of the agent (default agent/target/inferometer-agent.jar)
  --help       this page

JDKs: the one that runs (JAVA_HOME, else java on the PATH), and \$JAVA_LATEST_HOME or, without it, those beside the first.
Exit code: 0 when all bounds hold on every JDK, 1 when not or when nothing could be measured, 2 for wrong usage."
readonly QUIET=0.7

fail() { printf 'startup: %s\n' "$*" >&2; exit 1; }
usage() { printf 'startup: %s; try --help\n' "$*" >&2; exit 2; }

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
readonly root
agent=$root/agent/target/inferometer-agent.jar
rounds=15
force=
what=all

while [ $# -gt 0 ]; do
  case $1 in
    --rounds) [[ ${2:-} =~ ^[1-9][0-9]{0,2}$ ]] || usage "--rounds needs a number from 1 to 999"; rounds=$2; shift ;;
    --agent) [ -n "${2:-}" ] || usage "--agent needs a file"; agent=$2; shift ;;
    --force) force=yes ;;
    --hello) what=hello ;;
    --help|-h) printf '%s\n' "$USAGE"; exit 0 ;;
    *) usage "unknown flag $1" ;;
  esac
  shift
done

readonly benchmarks=$root/benchmarks/target/benchmarks.jar
readonly server=$root/sample-apps/embedding-server/target/embedding-server.jar
for jar in "$agent" "$benchmarks" "$server"; do
  [ -f "$jar" ] || fail "$jar is missing; run: mvn package -DskipTests"
done

if [ -z "$force" ] && [ -r /proc/loadavg ]; then
  read -r load _ </proc/loadavg
  [[ $(printf '%s\n' "$load" "$QUIET" | sort -g | head -n 1) = "$load" ]] ||
    fail "the machine is busy (load average $load, above $QUIET): wait, or measure noise with --force"
fi

java=${JAVA_HOME:+$JAVA_HOME/bin/java}
java=$(command -v "${java:-java}") || fail "no java: set JAVA_HOME"
first=$(cd "$(dirname "$(readlink -f "$java")")/.." && pwd -P)
homes=("$first")
if [ -n "${JAVA_LATEST_HOME:-}" ]; then
  others=("$JAVA_LATEST_HOME")
else
  others=("$(dirname "$first")"/*)
fi
for other in "${others[@]}"; do
  [ -x "$other/bin/java" ] && [ -f "$other/release" ] || continue
  other=$(cd "$other" && pwd -P)
  major=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$other/release")
  [[ " ${homes[*]} " = *" $other "* ]] || [ "${major:-0}" -lt 17 ] || homes+=("$other")
done

scratch=$root/benchmarks/target/startup
rm -rf "$scratch"
mkdir -p "$scratch"
# The children inherit the environment: nobody's options may slow some of them down.
unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS
exec "$first/bin/java" -cp "$benchmarks" io.inferometer.benchmark.startup.Main \
  "$benchmarks" "$agent" "$server" "$scratch" "$rounds" "$what" "${homes[@]}"
