#!/usr/bin/env bash
# Shows how the requests of an asynchronous server are measured: every figure of the load beside what was exported.
# Needs a JDK (17 or newer) and Maven. Leaves nothing behind but what Maven builds under target/.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
readonly root

readonly USAGE="Usage: async-demo.sh [--requests N] [--faults PERCENT]

  --requests N      how many requests to make, 20 to 1000000 (default 2000)
  --faults PERCENT  how many of them fail, each in one of six ways, 0 to 100 (default 10)
  --help            this page

Exit code: 0 when every figure agrees, 1 when not, 2 for wrong usage, 130 when interrupted."

readonly MODULES=agent,sample-apps/receiver,sample-apps/async-server
readonly JARS="agent/target/inferometer-agent.jar sample-apps/receiver/target/receiver.jar
    sample-apps/async-server/target/s3proxy.jar sample-apps/async-server/target/async-server.jar"

requests=2000
faults=10

fail() { printf 'async-demo: %s\n' "$*" >&2; exit 1; }
usage() { printf 'async-demo: %s; try --help\n' "$*" >&2; exit 2; }

whole_number() { # flag value least most
    [[ $2 =~ ^[0-9]{1,9}$ ]] && ((10#$2 >= $3 && 10#$2 <= $4)) || usage "$1 needs a number from $3 to $4, not '$2'"
}

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

find_java() {
    java=java
    if [[ -n ${JAVA_HOME:-} ]]; then
        java=$JAVA_HOME/bin/java
    fi
    local version
    version=$("$java" -version 2>&1 | sed -n 's/^.* version "\([0-9]*\).*$/\1/p' | head -n 1) || true
    ((${version:-0} >= 17)) || fail "$java is version ${version:-unknown}; a JDK of version 17 or newer is needed"
}

is_built() {
    local jar
    for jar in $JARS; do
        [[ -f $root/$jar ]] || return 1
    done
    # A source newer than the server: the jars show something else than what is there to read.
    [[ -z $(find "$root"/pom.xml "$root"/bootstrap "$root"/exporters "$root"/agent "$root"/sample-apps \
        \( -name target -o -path '*/src/test' \) -prune -o \( -name '*.java' -o -name pom.xml -o -path '*/src/main/resources/*' \) \
        -type f -newer "$root/$jar" -print 2>/dev/null | head -n 1) ]]
}

build() {
    is_built && return
    command -v mvn >/dev/null || fail "no mvn on the PATH; install Maven 3.8 or newer"
    (cd "$root" && mvn -q -Dstyle.color=never -Dmaven.test.skip=true -Dspotless.check.skip=true -pl "$MODULES" -am package) \
        </dev/null || fail "the build failed; its messages are above"
    touch "$root/$jar"
}

parse "$@"
find_java
jar=${JARS##* }
build
# It ends what it starts, on Ctrl-C too.
exec "$java" -Xmx256m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$root/$jar" io.inferometer.sample.async.demo.AsyncDemo "$root" "$requests" "$faults"
