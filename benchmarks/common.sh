# What the scripts of this folder have in common. Sourced, not run; expects `set -euo pipefail` and a page of help in USAGE.
# shellcheck shell=bash

script=$(basename "$0" .sh)
readonly script
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
readonly root
readonly benchmarks=$root/benchmarks/target/benchmarks.jar
readonly server=$root/sample-apps/embedding-server/target/embedding-server.jar
readonly peers=$root/benchmarks/target/agents
agent=$root/agent/target/inferometer-agent.jar

fail() { printf '%s: %s\n' "$script" "$*" >&2; exit 1; }
usage() { printf '%s: %s; try --help\n' "$script" "$*" >&2; exit 2; }
help() { printf '%s\n' "$USAGE"; exit 0; }

# The number that follows a flag, at most 999.
number() {
  [[ ${2:-} =~ ^[1-9][0-9]{0,2}$ ]] || usage "$1 needs a number from 1 to 999"
  printf '%s' "$2"
}

# The file that follows a flag.
file() {
  [ -n "${2:-}" ] || usage "$1 needs a file"
  printf '%s' "$2"
}

need() {
  local each
  for each in "$@"; do
    [ -e "$each" ] || fail "$each is missing; run: mvn ${phase:-package -DskipTests}"
  done
}

# The other agents' jars, which no build needs.
need_peers() {
  mvn -q -f "$root/benchmarks/pom.xml" dependency:copy@peer-agents >&2 || fail "the other agents could not be resolved"
}

load_average() { cut -d ' ' -f 1-3 /proc/loadavg 2>/dev/null || echo unknown; }

# Sets `first`: the home of JAVA_HOME's JDK, else of the java on the PATH.
find_first() {
  local java=${JAVA_HOME:+$JAVA_HOME/bin/java}
  java=$(command -v "${java:-java}") || fail "no java: set JAVA_HOME"
  first=$(cd "$(dirname "$(readlink -f "$java")")/.." && pwd -P)
}

# Sets `homes`: the first JDK, and JAVA_LATEST_HOME or, without it, those of 17 and later that are installed beside the first.
find_all() {
  local other major others=("${JAVA_LATEST_HOME:-}")
  find_first
  homes=("$first")
  [ -n "${JAVA_LATEST_HOME:-}" ] || others=("$(dirname "$first")"/*)
  for other in "${others[@]}"; do
    [ -x "$other/bin/java" ] && [ -f "$other/release" ] || continue
    other=$(cd "$other" && pwd -P)
    major=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$other/release")
    [[ " ${homes[*]} " = *" $other "* ]] || [ "${major:-0}" -lt 17 ] || homes+=("$other")
  done
}

# Sets `scratch`: an empty folder under target. Nobody's options may slow some of the children down, which inherit the environment.
make_scratch() {
  scratch=$root/benchmarks/target/$1
  rm -rf "$scratch"
  mkdir -p "$scratch"
  unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS
}

median() { sort -n | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
