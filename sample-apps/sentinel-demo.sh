#!/usr/bin/env bash
# Shows that runs of Spare Cores Sentinel outlive their JVMs: kills some, one after the other, and lists what a stand-in got.
# Needs a JDK (17 or newer) and Maven. Leaves nothing behind but what Maven builds under target/.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
readonly root

readonly USAGE="Usage: sentinel-demo.sh [--kills N]

  --kills N  how many JVMs to kill, 1 to 1000 (default 5)
  --help     this page

Exit code: 0 when each run was finished once with every row once, 1 when not, 2 for wrong usage."

readonly MODULES=agent,sample-apps/receiver
readonly AGENT=agent/target/inferometer-agent.jar
readonly RECEIVER=sample-apps/receiver/target/receiver.jar

kills=5
run=

fail() { printf 'sentinel-demo: %s\n' "$*" >&2; exit 1; }
usage() { printf 'sentinel-demo: %s; try --help\n' "$*" >&2; exit 2; }

whole_number() { # flag value least most
    [[ $2 =~ ^[0-9]{1,9}$ ]] && ((10#$2 >= $3 && 10#$2 <= $4)) || usage "$1 needs a number from $3 to $4, not '$2'"
}

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
    for jar in "$AGENT" "$RECEIVER"; do
        [[ -f $root/$jar ]] || return 1
        # A source newer than the jar: the jar shows something else than what is there to read.
        [[ -z $(find "$root"/pom.xml "$root"/bootstrap "$root"/exporters "$root"/agent "$root"/sample-apps/receiver \
            \( -name target -o -path '*/src/test' \) -prune -o \( -name '*.java' -o -name pom.xml -o -path '*/src/main/resources/*' \) \
            -type f -newer "$root/$jar" -print 2>/dev/null | head -n 1) ]] || return 1
    done
}

build() {
    is_built && return
    command -v mvn >/dev/null || fail "no mvn on the PATH; install Maven 3.8 or newer"
    (cd "$root" && mvn -q -Dstyle.color=never -Dmaven.test.skip=true -Dspotless.check.skip=true -pl "$MODULES" -am package) \
        </dev/null || fail "the build failed; its messages are above"
    touch "$root/$AGENT" "$root/$RECEIVER"
}

# What this user has configured for other programs must not change what is shown here.
clean_environment() {
    local name
    for name in ${!INFEROMETER_@} ${!SENTINEL_@} ${!TRACKER_@}; do
        unset "$name"
    done
    unset HTTP_PROXY HTTPS_PROXY ALL_PROXY http_proxy https_proxy all_proxy
}

parse "$@"
find_java
build
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
