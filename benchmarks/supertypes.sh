#!/usr/bin/env bash
# What annotations of supertypes cost: the loading of 10,000 classes of a jar, each below one of 1,000 classes and 1,000 interfaces of the same
# jar, without the agent, with it, and with it where the annotation is on the class path, so that the files of supertypes are read. Needs what
# `mvn package` builds; writes to benchmarks/target/supertypes only.
set -euo pipefail

readonly USAGE="Usage: supertypes.sh [--rounds N] [--agent JAR]

  --rounds N   measured rounds (default 11)
  --agent JAR  another build of the agent (default agent/target/inferometer-agent.jar)

The JDK is that of JAVA_HOME, else java on the PATH. Prints medians of the loading thread's processor time, and of differences within rounds;
measure on a quiet machine."

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
annotations=$root/bootstrap/target/inferometer-annotations.jar
need "$agent" "$annotations"
find_first
bin=$first/bin/
make_scratch supertypes
place=$scratch
mkdir -p "$place/classes"

{
  echo 'public class Class00000 extends Above00000 implements Iface00000 {'
  for i in $(seq 1 20); do
    echo "    private java.util.Map<String, Integer> field$i = new java.util.HashMap<>();"
    echo "    public int method$i(String text, int number) { return field$i.getOrDefault(text, number) + text.length() * $i; }"
  done
  echo '}'
  echo 'abstract class Above00000 implements Iface00000 { public int other(int number) { return method1("", number); } }'
  echo 'interface Iface00000 { int method1(String text, int number); int other(int number); }'
} > "$place/Class00000.java"
cat > "$place/Load.java" <<'JAVA'
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.jar.*;

/** Writes the jar, by templates whose names have five digits, or loads its classes. */
public class Load {
    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0) {
            write(Path.of(arguments[0]), Path.of(arguments[1]));
            return;
        }
        // The agent's own start is not what is measured.
        Thread.sleep(1_500);
        var threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < 10_000; i++) {
            Class.forName("Class%05d".formatted(i), false, Load.class.getClassLoader());
        }
        System.out.println((threads.getCurrentThreadCpuTime() - start) / 1_000);
    }

    private static void write(Path templates, Path file) throws Exception {
        try (var jar = new JarOutputStream(Files.newOutputStream(file))) {
            for (String kind : new String[] {"Class", "Above", "Iface", "Load"}) {
                int count = kind.equals("Load") ? 1 : kind.equals("Class") ? 10_000 : 1_000;
                String template = kind.equals("Load") ? kind : kind + "00000";
                String text = Files.readString(templates.resolve(template + ".class"), StandardCharsets.ISO_8859_1);
                for (int i = 0; i < count; i++) {
                    String number = "%05d".formatted(i);
                    String above = "%05d".formatted(i % 1_000);
                    jar.putNextEntry(new JarEntry(template.replace("00000", number) + ".class"));
                    jar.write(text.replace("Class00000", "Class" + number)
                            .replace("Above00000", "Above" + above)
                            .replace("Iface00000", "Iface" + above)
                            .getBytes(StandardCharsets.ISO_8859_1));
                }
            }
        }
    }
}
JAVA
"${bin}javac" -d "$place/classes" "$place/Class00000.java" "$place/Load.java"
"${bin}java" -cp "$place/classes" Load "$place/classes" "$place/many.jar"

load() { "${bin}java" ${1:+"$1"} -cp "$place/many.jar:$2" Load 2> /dev/null; }

with=-javaagent:$agent=http.port=0
: > "$place/load"
for round in $(seq 0 "$rounds"); do
  if [ $((round % 2)) = 0 ]; then
    a=$(load "" "$annotations"); b=$(load "$with" "$place"); c=$(load "$with" "$annotations")
  else
    c=$(load "$with" "$annotations"); b=$(load "$with" "$place"); a=$(load "" "$annotations")
  fi
  # The first round fills the caches of the machine.
  [ "$round" = 0 ] || echo "$a $b $c" >> "$place/load"
done
"${bin}java" -version 2>&1 | head -1
echo "load average $(load_average), $rounds rounds"
echo "12,000 classes, without the agent: $(awk '{ print $1 / 1000 }' "$place/load" | median) ms;" \
  "with it: $(awk '{ print ($2 / $1 - 1) * 100 }' "$place/load" | median) % more;" \
  "where the annotation is on the class path: $(awk '{ print ($3 / $1 - 1) * 100 }' "$place/load" | median) % more," \
  "$(awk '{ print ($3 - $2) / 2000 }' "$place/load" | median) µs for each of 2,000 supertypes"
