package io.inferometer.benchmark.startup;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** An application of ten thousand classes, which loads them and says how much processor time that took its thread. */
public final class ManyClasses {

    private static final int CLASSES = 10_000;
    private static final String TEMPLATE = "Class00000";

    /** The agent starts beside the application; what it takes from it for that is told elsewhere. */
    private static final int UNTIL_STARTED_MILLIS = 1_500;

    private ManyClasses() {}

    public static void main(String[] args) throws ClassNotFoundException, InterruptedException {
        Thread.sleep(UNTIL_STARTED_MILLIS);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        load(CLASSES);
        System.out.println("result loading " + (threads.getCurrentThreadCpuTime() - start) / 1e6);
    }

    /**
     * Loads so many of them, which have to be on the class path.
     *
     * @param classes at most 10,000
     */
    public static void load(int classes) throws ClassNotFoundException {
        String before = ManyClasses.class.getPackageName() + ".";
        ClassLoader loader = ManyClasses.class.getClassLoader();
        for (int i = 0; i < classes; i++) {
            Class.forName(before + name(i), false, loader);
        }
    }

    private static String name(int number) {
        return String.format(Locale.ROOT, "Class%05d", number);
    }

    /** The jar of that application. */
    public static Path write(Path directory) throws IOException {
        Path file = directory.resolve("many-classes.jar");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
            add(jar, ManyClasses.class.getSimpleName(), read(ManyClasses.class.getSimpleName()));
            byte[] template = read(TEMPLATE);
            for (int i = 0; i < CLASSES; i++) {
                add(jar, name(i), renamed(template, name(i)));
            }
        }
        return file;
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream in = ManyClasses.class.getResourceAsStream(name + ".class")) {
            return in.readAllBytes();
        }
    }

    /** Every text in a class file stands in its constant pool, with its length ahead, which stays the same (JVMS §4.4.7). */
    private static byte[] renamed(byte[] template, String name) {
        String text = new String(template, StandardCharsets.ISO_8859_1);
        return text.replace(TEMPLATE, name).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void add(JarOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new JarEntry(ManyClasses.class.getPackageName().replace('.', '/') + "/" + name + ".class"));
        jar.write(content);
    }
}
