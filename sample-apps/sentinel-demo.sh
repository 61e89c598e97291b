#!/usr/bin/env bash
# Shows that runs of Spare Cores Sentinel outlive their JVMs: kills some, one after the other, and lists what a stand-in got.
# Needs a JDK (17 or newer) and Maven. Leaves nothing behind but what Maven builds under target/.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
readonly root
# shellcheck source=sample-apps/shared.sh
source "$root/sample-apps/shared.sh"

readonly USAGE="Usage: sentinel-demo.sh [--kills N]

  --kills N  how many JVMs to kill, 1 to 1000 (default 5)
  --help     this page

Exit code: 0 when each run was finished once with every row once, 1 when not, 2 for wrong usage."

readonly MODULES=agent,sample-apps/receiver
readonly AGENT=agent/target/inferometer-agent.jar
readonly RECEIVER=sample-apps/receiver/target/receiver.jar

kills=5
run=

parse() {
    while (($# > 0)); do
        case $1 in
            --help | -h) printf '%s\n' "$USAGE"; exit 0 ;;
            --kills) (($# > 1)) || usage "$1 needs a value" ;;
            *) usage "unknown flag $1" ;;
        esac
        whole_number "$1" "$2" 1 1000
        kills=$((10#$2))
        shift 2
    done
}

parse "$@"
find_java
build "$MODULES" "$AGENT" "$RECEIVER"
clean_environment
run=$(mktemp -d "${TMPDIR:-/tmp}/inferometer-sentinel.XXXXXX")
trap 'rm -rf "$run"' EXIT
status=0
# It ends what it starts, on Ctrl-C too.
"$java" -Xmx256m -cp "$root/$RECEIVER" io.inferometer.receiver.demo.SentinelDemo "$root/$AGENT" "$run" "$kills" || status=$?
if ((status > 0)); then
    tail -n 20 "$run/jvms.log" >&2 2>/dev/null || true
fi
exit "$status"
