package io.inferometer.agent.it.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Calls each method once, then as often as each line of standard input says. */
public final class Service {

    private Service() {}

    public static void main(String[] arguments) throws IOException {
        call(1);
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            call(Integer.parseInt(line));
        }
    }

    private static void call(int times) {
        int sum = 0;
        for (int i = 0; i < times; i++) {
            sum += Scorer.annotated(i) - Scorer.configured(i);
        }
        System.out.println("called " + times + " " + sum);
    }
}
