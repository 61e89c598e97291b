#!/usr/bin/env bash
# What counting native objects costs: a tensor of ONNX Runtime's class without a native part, opened and closed, without the agent, with
# native-handles=false and counted, in JVMs in turn. Needs what `mvn package` builds; writes to benchmarks/target/handles only.
set -euo pipefail

readonly USAGE="Usage: handles.sh [--rounds N] [--agent JAR]

  --rounds N   measured triples of JVMs (default 11)
  --agent JAR  another build of the agent (default agent/target/inferometer-agent.jar)

The JDK is that of JAVA_HOME, else java on the PATH. Prints medians of paired differences; measure on a quiet machine. Fails if what is
counted as opened or open is not exact."

# shellcheck source=common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

rounds=11
while [ $# -gt 0 ]; do
  case $1 in
    --rounds) rounds=$(number "$@"); shift ;;
    --agent) agent=$(file "$@"); shift ;;
    --help|-h) help ;;
    *) usage "unknown flag $1" ;;
  esac
  shift
done
need "$agent"
find_first
bin=$first/bin/
make_scratch handles
place=$scratch
mkdir -p "$place/ai/onnxruntime"

cat > "$place/ai/onnxruntime/OnnxTensor.java" <<'JAVA'
package ai.onnxruntime;

/** As the agent sees ONNX Runtime's. */
public class OnnxTensor {
    private boolean closed;

    public void close() {
        if (!closed) {
            closed = true;
        }
    }
}
JAVA
cat > "$place/OpenAndClose.java" <<'JAVA'
import ai.onnxruntime.OnnxTensor;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;

/** Prints the nanoseconds and the bytes of one tensor opened and closed; with a port, fails unless the agent counted each. */
public class OpenAndClose {
    private static final int ROUNDS = 60;
    private static final int TENSORS = 200_000;

    static OnnxTensor kept;

    public static void main(String[] arguments) throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        double[] nanos = new double[ROUNDS];
        long bytes = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long before = threads.getThreadAllocatedBytes(thread);
            long from = System.nanoTime();
            for (int i = 0; i < TENSORS; i++) {
                OnnxTensor tensor = new OnnxTensor();
                kept = tensor;
                tensor.close();
            }
            nanos[round] = (double) (System.nanoTime() - from) / TENSORS;
            bytes = threads.getThreadAllocatedBytes(thread) - before;
        }
        if (!arguments[0].equals("0")) {
            String metrics = HttpClient.newHttpClient().send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + arguments[0] + "/metrics")).build(),
                    HttpResponse.BodyHandlers.ofString()).body();
            assertEqual(metrics, "inferometer_native_handles_opened_total{", (double) ROUNDS * TENSORS);
            assertEqual(metrics, "inferometer_native_handles_open{", 0);
        }
        double[] warm = Arrays.copyOfRange(nanos, ROUNDS / 3, ROUNDS);
        Arrays.sort(warm);
        System.out.println(warm[warm.length / 4] + " " + (double) bytes / TENSORS);
    }

    private static void assertEqual(String metrics, String metric, double expected) {
        double told = metrics.lines()
                .filter(line -> line.startsWith(metric))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(-1);
        if (told != expected) {
            System.err.println(metric + " " + told + " instead of " + expected);
            System.exit(1);
        }
    }
}
JAVA
"${bin}javac" -nowarn -d "$place" "$place/ai/onnxruntime/OnnxTensor.java" "$place/OpenAndClose.java"

port=19648
run() { # options of the agent or none, the port to ask or 0
  "${bin}java" -Xmx256m ${1:+"-javaagent:$agent=http.port=$port,$1"} -cp "$place" OpenAndClose "$2" 2>> "$place/err.log"
}

"${bin}java" -version 2>&1 | head -1
echo "load average $(load_average), $rounds triples"
: > "$place/figures"
for round in $(seq 1 "$rounds"); do
  if [ $((round % 2)) = 0 ]; then
    n=$(run "" 0); o=$(run native-handles=false 0); c=$(run native-handles=true "$port")
  else
    c=$(run native-handles=true "$port"); o=$(run native-handles=false 0); n=$(run "" 0)
  fi
  echo "$n $o $c" >> "$place/figures"
done
echo "a tensor opened and closed: $(awk '{ print $1 }' "$place/figures" | median) ns and $(awk '{ print $2 }' "$place/figures" | median) bytes without the agent;" \
  "native-handles=false $(awk '{ print $3 - $1 }' "$place/figures" | median) ns and $(awk '{ print $4 - $2 }' "$place/figures" | median) bytes more;" \
  "counted $(awk '{ print $5 - $1 }' "$place/figures" | median) ns and $(awk '{ print $6 - $2 }' "$place/figures" | median) bytes more; every count exact"
