package io.inferometer.agent.config;

import java.util.List;

/** Finds the word that a user most likely meant. */
public final class Nearest {

    /** Of a longer word its beginning is compared: the work grows with its length, and no candidate is so long. */
    private static final int LONGEST = 100;

    private Nearest() {}

    /** The candidate with the fewest edits from {@code word}; the first of several; candidates are never empty. */
    public static String to(String word, List<String> candidates) {
        String begin = word.length() > LONGEST ? word.substring(0, LONGEST) : word;
        String nearest = candidates.get(0);
        int fewest = Integer.MAX_VALUE;
        for (int i = 0; i < candidates.size(); i++) {
            int edits = edits(begin, candidates.get(i));
            if (edits < fewest) {
                fewest = edits;
                nearest = candidates.get(i);
            }
        }
        return nearest;
    }

    /** Levenshtein's distance: characters inserted, removed or replaced. */
    static int edits(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int j = 0; j < above.length; j++) {
            above[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[above.length];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[to.length()];
    }
}
