# What the scripts beside this one share. Sourced by each, after it has set root; messages begin with the script's name.
# shellcheck shell=bash

program=$(basename "$0" .sh)
readonly program

fail() { printf '%s: %s\n' "$program" "$*" >&2; exit 1; }
usage() { printf '%s: %s; try --help\n' "$program" "$*" >&2; exit 2; }

whole_number() { # flag value least most
    [[ $2 =~ ^[0-9]{1,9}$ ]] && ((10#$2 >= $3 && 10#$2 <= $4)) || usage "$1 needs a number from $3 to $4, not '$2'"
}

# Sets java.
find_java() {
    if [[ -n ${JAVA_HOME:-} ]]; then
        java=$JAVA_HOME/bin/java
        [[ -x $java ]] || fail "JAVA_HOME=$JAVA_HOME has no bin/java; point it at a JDK of version 17 or newer"
    else
        java=$(command -v java) || fail "no java on the PATH; install a JDK of version 17 or newer"
    fi
    local version
    version=$("$java" -version 2>&1 | sed -n 's/^.* version "\([0-9]*\).*$/\1/p' | head -n 1) || true
    ((${version:-0} >= 17)) || fail "$java is version ${version:-unknown}; a JDK of version 17 or newer is needed"
}

is_built() { # jar…
    local jar
    for jar in "$@"; do
        [[ -f $root/$jar ]] || return 1
        # A source newer than the jar: the jar shows something else than what is there to read.
        [[ -z $(find "$root"/pom.xml "$root"/bootstrap "$root"/exporters "$root"/agent "$root"/sample-apps \
            \( -name target -o -path '*/src/test' \) -prune -o \( -name '*.java' -o -name pom.xml -o -path '*/src/main/resources/*' \) \
            -type f -newer "$root/$jar" -print 2>/dev/null | head -n 1) ]] || return 1
    done
}

build() { # modules jar…
    local modules=$1
    shift
    is_built "$@" && return
    command -v mvn >/dev/null || fail "no mvn on the PATH; install Maven 3.8 or newer"
    (cd "$root" && mvn -q -Dstyle.color=never -Dmaven.test.skip=true -Dspotless.check.skip=true -pl "$modules" -am package) \
        </dev/null || fail "the build failed; its messages are above"
    (cd "$root" && touch "$@")
}

# What this user has configured for other programs must not change what is shown here.
clean_environment() {
    local name
    for name in ${!INFEROMETER_@} ${!AWS_@} ${!SENTINEL_@} ${!TRACKER_@}; do
        unset "$name"
    done
    unset HTTP_PROXY HTTPS_PROXY ALL_PROXY http_proxy https_proxy all_proxy
}
