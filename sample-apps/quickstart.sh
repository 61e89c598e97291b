#!/usr/bin/env bash
# Shows Inferometer at work: a real transformer under real load, measured by the agent, exported to a local receiver.
# Needs a JDK (17 or newer) and Maven. Leaves nothing behind but what Maven builds under target/.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
readonly root
# shellcheck source=sample-apps/shared.sh
source "$root/sample-apps/shared.sh"

# Every exporter that there is, as the agent's own table has them.
EXPORTERS=$(sed -n 's/^ *ExporterRow\.pu[a-z]*ed("\([a-z-]*\)".*/\1/p' \
    "$root/agent/src/main/java/io/inferometer/agent/exporter/ExporterTable.java" | paste -s -d , -)
readonly EXPORTERS

readonly USAGE="Usage: quickstart.sh [--seconds N] [--port P] [--exporters LIST]

  --seconds N       stop after N seconds of load (default: on Ctrl-C)
  --port P          port of the dashboard, 0 picks a free one (default 9646; if taken, a free one)
  --exporters LIST  which exporters to show, of $EXPORTERS
                    (default http,sagemaker-metrics,sagemaker-edge; http is always on)
  --help            this page

Exit code: 0 when every exporter was accepted and the invocations it got are those made, 1 when not,
2 for wrong usage, 130 when interrupted before there was any load."

readonly LOAD_CLIENTS=4
readonly START_SECONDS=60
# The key pair of the AWS documentation: the receiver checks signatures made with it, it is valid nowhere else.
readonly ACCESS_KEY=AKIDEXAMPLE
readonly SECRET_KEY=wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY

readonly AGENT=agent/target/inferometer-agent.jar
readonly RECEIVER=sample-apps/receiver/target/receiver.jar
readonly SERVER=sample-apps/embedding-server/target/embedding-server.jar
readonly JARS=("$AGENT" "$RECEIVER" "$SERVER")

seconds=0
port=9646
exporters=http,sagemaker-metrics,sagemaker-edge
run=
build_lock=
started=
interrupted=
loading=

say() { printf '%s\n' "$*"; }

# ---- what the user asks for ------------------------------------------------------------------------------------------

parse() {
    while (($# > 0)); do
        case $1 in
            --help | -h) say "$USAGE"; exit 0 ;;
            --seconds | --port | --exporters) (($# > 1)) || usage "$1 needs a value" ;;
            *) usage "unknown flag $1" ;;
        esac
        case $1 in
            --seconds) whole_number "$1" "$2" 1 999999999; seconds=$((10#$2)) ;;
            --port) whole_number "$1" "$2" 0 65535; port=$((10#$2)) ;;
            --exporters) exporters=$2 ;;
        esac
        shift 2
    done
    local asked name
    asked=${exporters//[[:space:]]/}
    exporters=http
    for name in ${asked//,/ }; do
        [[ ,$EXPORTERS, == *,$name,* ]] || usage "--exporters knows $EXPORTERS, not '$name'"
        [[ ,$exporters, == *,$name,* ]] || exporters+=,$name
    done
}

# ---- processes: whatever is started here is ended here, on every way out ----------------------------------------------

# Ends a process in good order, or by force after so many seconds; fails in the second case.
end() { # pid seconds
    local pid=$1 deadline=$((SECONDS + $2))
    kill -TERM "$pid" 2>/dev/null || true
    while kill -0 "$pid" 2>/dev/null; do
        if ((SECONDS > deadline)); then
            kill -KILL "$pid" 2>/dev/null || true
            wait "$pid" 2>/dev/null || true
            return 1
        fi
        sleep 0.1
    done
    wait "$pid" 2>/dev/null || true
}

clean_up() {
    local status=$? pid
    set +e
    trap - EXIT
    trap '' INT TERM HUP
    for pid in $started; do
        kill -TERM "$pid" 2>/dev/null
    done
    for pid in $started; do
        end "$pid" 5
    done
    [[ -z $build_lock ]] || rm -rf "$build_lock"
    [[ -z $run ]] || rm -rf "$run"
    exit "$status"
}

interrupt() {
    interrupted=yes
    if [[ -z $loading ]]; then
        exit 130
    fi
    # From here on everything ends by itself within seconds; a second Ctrl-C changes nothing.
    trap '' INT TERM HUP
}

# Starts a JVM in the background that a Ctrl-C in the terminal does not reach: this script ends it in its turn.
launch() { # log java-arguments…
    local log=$1
    shift
    (
        trap '' INT HUP
        cd "$root"
        exec "$java" "$@"
    ) >"$log" 2>"$log.err" </dev/null &
    launched=$!
    started="$started $launched"
}

show_log() { # what log
    say "--- $1 said:" >&2
    tail -n 20 "$2" "$2.err" >&2 2>/dev/null || true
}

# Waits for a line in a process's log.
await() { # what pid log-to-search pattern log
    local deadline=$((SECONDS + START_SECONDS))
    until grep -q -- "$4" "$3" 2>/dev/null; do
        if ! kill -0 "$2" 2>/dev/null; then
            show_log "$1" "$5"
            fail "$1 ended before it was ready"
        fi
        if ((SECONDS > deadline)); then
            show_log "$1" "$5"
            fail "$1 was not ready within $START_SECONDS s"
        fi
        sleep 0.1
    done
}

address_in() { # log pattern; the last address in the lines that match
    grep -- "$2" "$1" | grep -o 'http://127\.0\.0\.1:[0-9][0-9]*' | tail -n 1
}

# ---- steps ------------------------------------------------------------------------------------------------------------

# One copy of this script builds, another one that runs at the same time waits for it.
lock_build() {
    local lock=$root/target/quickstart-build.lock owner
    mkdir -p "$root/target"
    until mkdir "$lock" 2>/dev/null; do
        owner=$(cat "$lock/pid" 2>/dev/null || true)
        if [[ -n $owner ]] && ! kill -0 "$owner" 2>/dev/null; then
            rm -rf "$lock"
        else
            sleep 0.5
        fi
    done
    build_lock=$lock
    say $$ >"$lock/pid"
}

build_once() {
    is_built "${JARS[@]}" && return
    lock_build
    is_built "${JARS[@]}" || say "Building the agent and the sample applications (a few minutes the first time) …"
    build agent,sample-apps/receiver,sample-apps/embedding-server "${JARS[@]}"
    rm -rf "$build_lock"
    build_lock=
}

start_receiver() {
    launch "$run/receiver.log" -Xmx256m -jar "$RECEIVER" --port 0
    receiver_pid=$launched
    await "the receiver" "$receiver_pid" "$run/receiver.log" 'http://127\.0\.0\.1:' "$run/receiver.log"
    receiver=$(address_in "$run/receiver.log" .)
}

start_server() {
    local place=${run//,/\\,} options
    file=$run/inferometer.jsonl
    options="exporters=$exporters,interval=1s,http.port=$port,service-name=embedding-server"
    # One of the two layers that measure the same calls: they are compared with the load as they add up.
    options+=",libraries=onnxruntime"
    options+=",log.file=$place/agent.log,file.path=$place/inferometer.jsonl"
    options+=",statsd.address=${receiver#http://}"
    options+=",aws.endpoint=$receiver,aws.region=us-east-1,shutdown.timeout=10s"
    options+=",spool.directory=$place/spool,sagemaker-metrics.trial-component=quickstart"
    options+=",sagemaker-edge.device-fleet-name=quickstart-fleet,sagemaker-edge.interval=2s"
    options+=",sentinel.token=example-token,sentinel.url=$receiver,sentinel.s3-endpoint=$receiver"
    options+=",sentinel.upload-interval=2s,sentinel.project-name=quickstart"
    # Without it the exporter has no metrics to write.
    [[ ,$exporters, != *,cloudwatch-logs,* ]] || options+=",cloudwatch-logs.emf=true"
    mkdir "$run/tmp"
    launch "$run/server.log" -Xmx512m -Djava.io.tmpdir="$run/tmp" -DDJL_CACHE_DIR="$run/djl" \
        -javaagent:"$AGENT=$options" -jar "$SERVER" --port 0
    server_pid=$launched
    await "the embedding server" "$server_pid" "$run/server.log" 'ready at http://127\.0\.0\.1:' "$run/server.log"
    server=$(address_in "$run/server.log" 'ready at')
    # The agent's log names the address it really got: another program may have the port asked for.
    await "the agent" "$server_pid" "$run/agent.log" 'http://127\.0\.0\.1:' "$run/agent.log"
    agent=$(grep -v -- "$receiver" "$run/agent.log" | grep -o 'http://127\.0\.0\.1:[0-9][0-9]*' | tail -n 1) ||
        fail "the agent's log names no address of its dashboard"
}

start_load() {
    launch "$run/load.json" -Xmx128m -cp "$SERVER" io.inferometer.sample.load.LoadGenerator \
        --url "$server/embed" --clients "$LOAD_CLIENTS" --seconds "$seconds"
    load_pid=$launched
    loading=yes
}

# Shows the figures until the load ends or somebody wants it to.
watch() {
    local style=plain
    if [[ -t 1 && ${TERM:-dumb} != dumb ]]; then
        style=terminal
    fi
    (
        trap '' INT HUP
        exec "$java" -Xmx64m -cp "$root/$SERVER" io.inferometer.sample.quickstart.Quickstart watch "$agent" "$receiver" "$style"
    ) </dev/null &
    local watch_pid=$! pid
    started="$started $watch_pid"
    while [[ -z $interrupted ]] && kill -0 "$load_pid" 2>/dev/null; do
        for pid in "$server_pid" "$receiver_pid"; do
            kill -0 "$pid" 2>/dev/null || break 2
        done
        sleep 0.2 || true
    done
    trap '' INT TERM HUP
    end "$watch_pid" 5 || true
}

helper() {
    "$java" -Xmx64m -cp "$root/$SERVER" io.inferometer.sample.quickstart.Quickstart "$@" </dev/null
}

finish() {
    say ""
    say "Ending: first the load, then the server, whose agent delivers its last window."
    end "$load_pid" 40 || fail "the load generator did not end; its books are lost"
    if ! kill -0 "$server_pid" 2>/dev/null; then
        show_log "the embedding server" "$run/server.log"
        fail "the embedding server ended on its own"
    fi
    [[ -s $run/load.json ]] || { show_log "the load generator" "$run/load.json"; fail "the load generator left no books"; }
    helper settle "$agent" "$run/load.json" "$run/snapshot.json" || fail "the agent at $agent does not answer"
    end "$server_pid" 20 || fail "the embedding server did not end within 20 s of SIGTERM"
    local status=0
    say ""
    helper verdict "$run/load.json" "$run/snapshot.json" "$receiver" "$exporters" "$file" || status=1
    if ((status > 0)); then
        show_log "the agent" "$run/agent.log"
        kill -0 "$receiver_pid" 2>/dev/null || show_log "the receiver, which ended on its own," "$run/receiver.log"
    fi
    return "$status"
}

main() {
    parse "$@"
    # A reader that goes away (… | head) makes writes fail instead of killing this shell before it has cleaned up.
    trap '' PIPE
    trap clean_up EXIT
    trap interrupt INT TERM HUP
    find_java
    build_once
    clean_environment
    export AWS_ACCESS_KEY_ID=$ACCESS_KEY AWS_SECRET_ACCESS_KEY=$SECRET_KEY AWS_EC2_METADATA_DISABLED=true
    run=$(mktemp -d "${TMPDIR:-/tmp}/inferometer-quickstart.XXXXXX")
    start_receiver
    start_server
    say "Dashboard   $agent/"
    say "Prometheus  $agent/metrics"
    say "Receiver    $receiver/received"
    [[ ,$exporters, != *,file,* ]] || say "File        $file (while this runs)"
    if ((seconds > 0)); then
        say "Load        $LOAD_CLIENTS clients for $seconds s; Ctrl-C ends it earlier"
    else
        say "Load        $LOAD_CLIENTS clients; Ctrl-C ends it"
    fi
    say ""
    start_load
    watch
    finish
}

main "$@"
