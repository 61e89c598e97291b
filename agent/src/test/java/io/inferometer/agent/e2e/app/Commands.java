package io.inferometer.agent.e2e.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import javax.management.MBeanServerFactory;

/**
 * Does what lines on standard input say and answers each with one: {@code score N}, {@code rank N} for calls of {@link Scorer},
 * {@code servers} for the number of MBean servers, {@code platform} to make that of the platform.
 */
public final class Commands {

    private Commands() {}

    public static void main(String[] arguments) throws IOException {
        Scorer scorer = new Scorer();
        System.out.println("ready");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "score" -> System.out.println("scored " + score(scorer, Integer.parseInt(words[1])));
                case "rank" -> System.out.println("ranked " + rank(scorer, Integer.parseInt(words[1])));
                case "servers" ->
                    System.out.println("servers "
                            + MBeanServerFactory.findMBeanServer(null).size());
                case "platform" ->
                    System.out.println("platform "
                            + ManagementFactory.getPlatformMBeanServer().getDefaultDomain());
                default -> throw new IllegalArgumentException(line);
            }
        }
    }

    private static String score(Scorer scorer, int count) {
        int errors = 0;
        for (int i = 0; i < count; i++) {
            try {
                scorer.score(i);
            } catch (IllegalArgumentException | IllegalStateException expected) {
                errors++;
            }
        }
        return count + " errors " + errors;
    }

    private static String rank(Scorer scorer, int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            sum += scorer.rank(0);
        }
        return Integer.toString(sum);
    }
}
