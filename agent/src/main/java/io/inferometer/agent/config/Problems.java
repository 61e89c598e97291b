package io.inferometer.agent.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Mistakes of a configuration, a line each; beyond the first {@value #MOST} only how many. A file that was meant for something else has
 * thousands, and the application may wait for the last of them. Confined to one thread.
 */
final class Problems {

    static final int MOST = 100;

    private final List<String> lines = new ArrayList<>();
    private int more;

    /** Whether one more line is wanted; counts the mistake if not. What a line costs to word is thus not paid for those that nobody sees. */
    boolean hasRoom() {
        if (lines.size() < MOST) {
            return true;
        }
        more++;
        return false;
    }

    void add(String line) {
        if (hasRoom()) {
            lines.add(line);
        }
    }

    /** Returns the lines, the last of which may say how many others there are. */
    List<String> lines() {
        List<String> all = new ArrayList<>(lines);
        if (more > 0) {
            all.add(Integer.toString(more)
                    .concat(" mistakes more in the configuration; mend or remove those named first"));
        }
        return all;
    }
}
