#!/usr/bin/env bash
# What measuring costs a model that takes a microsecond: Tribuo and JPMML without the agent, with timing=adaptive and with all calls timed, in
# JVMs in turn. Needs what `mvn verify` puts into agent/target; writes to benchmarks/target/micromodels only.
set -euo pipefail

readonly USAGE="Usage: micromodels.sh [--rounds N] [--agent JAR]

  --rounds N   measured triples of JVMs for each library (default 11)
  --agent JAR  another build of the agent (default agent/target/inferometer-agent.jar)

The JDK is that of JAVA_HOME, else java on the PATH. Prints medians of paired differences; measure on a quiet machine. Fails if a count is not exact."

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
tribuo=$root/agent/target/tribuo/4.3.2 jpmml=$root/agent/target/jpmml/1.7.7
phase=verify need "$agent" "$tribuo" "$jpmml"
find_first
bin=$first/bin
make_scratch micromodels
place=$scratch

cat > "$place/Rounds.java" <<'JAVA'
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.concurrent.Callable;

/** Calls a model and prints the least nanoseconds per call of a round; with a port, fails unless the agent counted every call. */
class Rounds {
    static Object kept;

    static void of(Callable<?> call, String library, String port) throws Exception {
        int calls = 50_000, rounds = 60;
        double[] nanos = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            long from = System.nanoTime();
            for (int i = 0; i < calls; i++) {
                kept = call.call();
            }
            nanos[round] = (double) (System.nanoTime() - from) / calls;
        }
        if (!port.equals("0")) {
            String metrics = HttpClient.newHttpClient().send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build(),
                    HttpResponse.BodyHandlers.ofString()).body();
            double counted = metrics.lines()
                    .filter(line -> line.startsWith("inferometer_inference_duration_seconds_count{")
                            && line.contains("library=\"" + library + "\""))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
            if (counted != (double) calls * rounds) {
                System.err.println("counted " + counted + " of " + (long) calls * rounds);
                System.exit(1);
            }
        }
        double[] warm = Arrays.copyOfRange(nanos, rounds / 3, rounds);
        Arrays.sort(warm);
        System.out.println(warm[warm.length / 4]);
    }
}
JAVA
cat > "$place/TribuoCall.java" <<'JAVA'
import org.tribuo.*;
import org.tribuo.classification.*;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

public class TribuoCall {
    public static void main(String[] arguments) throws Exception {
        LabelFactory labels = new LabelFactory();
        MutableDataset<Label> data = new MutableDataset<>(new SimpleDataSourceProvenance("numbers", labels), labels);
        for (int i = 0; i < 60; i++) {
            data.add(example(i));
        }
        Model<Label> model = new LogisticRegressionTrainer().train(data);
        Example<Label> example = example(5);
        Rounds.of(() -> model.predict(example), "tribuo", arguments[0]);
    }

    static Example<Label> example(int number) {
        String[] names = new String[10];
        double[] values = new double[names.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = "feature" + i;
            values[i] = number % (i + 2) + 1;
        }
        return new ArrayExample<>(new Label(number % 2 == 0 ? "even" : "odd"), names, values);
    }
}
JAVA
cat > "$place/JpmmlCall.java" <<'JAVA'
import java.io.ByteArrayInputStream;
import java.util.Map;
import org.jpmml.evaluator.*;

public class JpmmlCall {
    public static void main(String[] arguments) throws Exception {
        String fields = "", schema = "", predictors = "";
        for (String name : "abcdefgh".split("")) {
            fields += "<DataField name=\"" + name + "\" optype=\"continuous\" dataType=\"double\"/>";
            schema += "<MiningField name=\"" + name + "\"/>";
            predictors += "<NumericPredictor name=\"" + name + "\" coefficient=\"2\"/>";
        }
        String pmml = "<PMML xmlns=\"http://www.dmg.org/PMML-4_4\" version=\"4.4\"><Header/><DataDictionary>" + fields
                + "<DataField name=\"y\" optype=\"continuous\" dataType=\"double\"/></DataDictionary>"
                + "<RegressionModel modelName=\"line\" functionName=\"regression\"><MiningSchema>" + schema
                + "<MiningField name=\"y\" usageType=\"target\"/></MiningSchema><RegressionTable intercept=\"1\">" + predictors
                + "</RegressionTable></RegressionModel></PMML>";
        Evaluator evaluator =
                new LoadingModelEvaluatorBuilder().load(new ByteArrayInputStream(pmml.getBytes("UTF-8"))).build();
        Map<String, Double> row = Map.of("a", 1.0, "b", 2.0, "c", 3.0, "d", 4.0, "e", 5.0, "f", 6.0, "g", 7.0, "h", 8.0);
        Rounds.of(() -> evaluator.evaluate(row), "jpmml", arguments[0]);
    }
}
JAVA
"$bin/javac" -nowarn -d "$place" -cp "$tribuo/*:$jpmml/*" "$place"/*.java 2> "$place/javac.log" || { cat "$place/javac.log" >&2; exit 1; }

port=19647
call() { # jars, class, options of the agent or none
  "$bin/java" -Xmx512m -XX:TieredStopAtLevel=4 ${3:+"-javaagent:$agent=http.port=$port,$3"} -cp "$place:$1/*" "$2" ${3:+$port} ${3:-0} 2>> "$place/err.log"
}

"$bin/java" -version 2>&1 | head -1
echo "load average $(load_average), $rounds triples"
for library in "Tribuo $tribuo TribuoCall" "JPMML $jpmml JpmmlCall"; do
  read -r name jars main <<< "$library"
  : > "$place/$name"
  for round in $(seq 1 "$rounds"); do
    if [ $((round % 2)) = 0 ]; then
      n=$(call "$jars" "$main" ""); a=$(call "$jars" "$main" timing=adaptive); t=$(call "$jars" "$main" timing=all)
    else
      t=$(call "$jars" "$main" timing=all); a=$(call "$jars" "$main" timing=adaptive); n=$(call "$jars" "$main" "")
    fi
    echo "$n $a $t" >> "$place/$name"
  done
  echo "$name: $(awk '{ print $1 }' "$place/$name" | median) ns a call without the agent;" \
    "timing=adaptive $(awk '{ print $2 - $1 }' "$place/$name" | median) ns more, $(awk '{ print ($2 / $1 - 1) * 100 }' "$place/$name" | median) %;" \
    "every call timed $(awk '{ print $3 - $1 }' "$place/$name" | median) ns more; every count exact"
done
