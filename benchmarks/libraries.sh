#!/usr/bin/env bash
# What declarations cost: hello world's start with 25 libraries declared and with one, in turn, and the loading of 10,000 classes of an
# application without the agent, with one and with 25. Needs what `mvn package` builds; writes to benchmarks/target/libraries only.
set -euo pipefail

readonly USAGE="Usage: libraries.sh [--rounds N] [--agent JAR]

  --rounds N   measured pairs (default 21)
  --agent JAR  another build of the agent (default agent/target/inferometer-agent.jar)

The JDK is that of JAVA_HOME, else java on the PATH. Prints medians of the differences within pairs; measure on a quiet machine."

# shellcheck source=common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

rounds=21
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
bin=$first/bin
make_scratch libraries
place=$scratch
mkdir -p "$place/classes" "$place/declared"

# The built-in ones and as many of a user's own as make 25.
known=$(unzip -p "$agent" agent/libraries.index | grep -cvE '^[NS] |^(metrics|async-aws) ')
for i in $(seq 1 $((25 - known))); do
  printf 'name=own-%s\ncall.score=com.acme.Scorer%s#score(...)@batch=arg0\ncall.rank=com.acme.Ranker%s+#rank(com.acme.Query%s)\nload.open=com.acme.Scorer%s#open@model=arg0\nunload.close=com.acme.Scorer%s#close()\n' \
    "$i" "$i" "$i" "$i" "$i" "$i" > "$place/declared/own-$i.properties"
done

cat > "$place/Hello.java" <<'JAVA'
public class Hello {
    public static void main(String[] arguments) {
        System.out.println("hello, world");
    }
}
JAVA
cat > "$place/Load.java" <<'JAVA'
import java.nio.file.*;

/** Loads classes that a template is the pattern of, as an application's jar would hold them. */
public class Load extends ClassLoader {
    public static void main(String[] arguments) throws Exception {
        byte[] template = Files.readAllBytes(Path.of(arguments[0]));
        int at = new String(template, "ISO-8859-1").indexOf("Template00000");
        byte[][] all = new byte[10_000][];
        for (int i = 0; i < all.length; i++) {
            all[i] = template.clone();
            System.arraycopy(String.format("Template%05d", i).getBytes("ISO-8859-1"), 0, all[i], at, 13);
        }
        // The agent's own start is not what is measured.
        Thread.sleep(3_000);
        Load loader = new Load();
        long start = System.nanoTime();
        for (int i = 0; i < all.length; i++) {
            loader.resolveClass(loader.defineClass(null, all[i], 0, all[i].length));
        }
        System.out.println((System.nanoTime() - start) / 1_000);
    }
}
JAVA
{
  echo 'public class Template00000 {'
  for i in $(seq 1 20); do
    echo "    private java.util.Map<String, Integer> field$i = new java.util.HashMap<>();"
    echo "    public int method$i(String text, int number) { return field$i.getOrDefault(text, number) + text.length() * $i; }"
  done
  echo '}'
} > "$place/Template00000.java"
"$bin/javac" -g:none -d "$place/classes" "$place/Hello.java" "$place/Load.java" "$place/Template00000.java"

one=-javaagent:$agent=http.port=0,libraries=onnxruntime
all=-javaagent:$agent=http.port=0,library.files=$place/declared

hello() { local from to; from=$(date +%s%N); "$bin/java" ${1:+"$1"} -cp "$place/classes" Hello > /dev/null 2>&1; to=$(date +%s%N); echo $(((to - from) / 1000)); }
load() { "$bin/java" ${1:+"$1"} -Xshare:auto -cp "$place/classes" Load "$place/classes/Template00000.class" 2> /dev/null; }

hello "$all" > /dev/null
: > "$place/hello" ; : > "$place/load"
for round in $(seq 1 "$rounds"); do
  if [ $((round % 2)) = 0 ]; then a=$(hello "$one"); b=$(hello "$all"); else b=$(hello "$all"); a=$(hello "$one"); fi
  echo "$a $b" >> "$place/hello"
  if [ $((round % 2)) = 0 ]; then n=$(load ""); a=$(load "$one"); b=$(load "$all"); else b=$(load "$all"); a=$(load "$one"); n=$(load ""); fi
  echo "$n $a $b" >> "$place/load"
done
"$bin/java" -version 2>&1 | head -1
echo "load average $(load_average), $rounds pairs"
echo "hello world, one library: $(awk '{ print $1 / 1000 }' "$place/hello" | median) ms; 25 declared: $(awk '{ print ($2 - $1) / 1000 }' "$place/hello" | median) ms more"
echo "10,000 classes, without the agent: $(awk '{ print $1 / 1000 }' "$place/load" | median) ms; with one library:" \
  "$(awk '{ print ($2 / $1 - 1) * 100 }' "$place/load" | median) % more; with 25 instead of one:" \
  "$(awk '{ print ($3 / $2 - 1) * 100 }' "$place/load" | median) % more"
