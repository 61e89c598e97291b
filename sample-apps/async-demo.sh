#!/usr/bin/env bash
# Shows how the requests of an asynchronous server are measured: every figure of the load beside what was exported.
# Needs a JDK (17 or newer) and Maven. Leaves nothing behind but what Maven builds under target/.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
readonly root
# shellcheck source=sample-apps/shared.sh
source "$root/sample-apps/shared.sh"

readonly USAGE="Usage: async-demo.sh [--requests N] [--faults PERCENT]

  --requests N      how many requests to make, 20 to 1000000 (default 2000)
  --faults PERCENT  how many of them fail, each in one of six ways, 0 to 100 (default 10)
  --help            this page

Exit code: 0 when every figure agrees, 1 when not, 2 for wrong usage, 130 when interrupted."

readonly MODULES=agent,sample-apps/receiver,sample-apps/async-server
readonly SERVER=sample-apps/async-server/target/async-server.jar
readonly JARS=(agent/target/inferometer-agent.jar sample-apps/receiver/target/receiver.jar sample-apps/async-server/target/s3proxy.jar "$SERVER")

requests=2000
faults=10

parse() {
    while (($# > 0)); do
        case $1 in
            --help | -h) printf '%s\n' "$USAGE"; exit 0 ;;
            --requests | --faults) (($# > 1)) || usage "$1 needs a value" ;;
            *) usage "unknown flag $1" ;;
        esac
        case $1 in
            --requests) whole_number "$1" "$2" 20 1000000; requests=$((10#$2)) ;;
            --faults) whole_number "$1" "$2" 0 100; faults=$((10#$2)) ;;
        esac
        shift 2
    done
}

parse "$@"
find_java
build "$MODULES" "${JARS[@]}"
# It ends what it starts, on Ctrl-C too.
exec "$java" -Xmx256m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$root/$SERVER" io.inferometer.sample.async.demo.AsyncDemo "$root" "$requests" "$faults"
