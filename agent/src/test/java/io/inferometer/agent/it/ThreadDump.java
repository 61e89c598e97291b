package io.inferometer.agent.it;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** The threads of another JVM, by {@code jcmd}. */
final class ThreadDump {

    private ThreadDump() {}

    /** Never throws: it is asked for while a failure is reported. */
    static String of(Jdk jdk, long pid) {
        try {
            File file = File.createTempFile("threads", ".txt");
            Process jcmd = new ProcessBuilder(jdk.tool("jcmd").toString(), Long.toString(pid), "Thread.print")
                    .redirectErrorStream(true)
                    .redirectOutput(file)
                    .start();
            if (!jcmd.waitFor(10, TimeUnit.SECONDS)) {
                jcmd.destroyForcibly();
                return "jcmd got no answer: the JVM is at no safepoint";
            }
            String threads = java.nio.file.Files.readString(file.toPath(), StandardCharsets.UTF_8);
            return file.delete() ? threads : threads + "\nleft " + file;
        } catch (IOException e) {
            return "no thread dump: " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "no thread dump: interrupted";
        }
    }
}
