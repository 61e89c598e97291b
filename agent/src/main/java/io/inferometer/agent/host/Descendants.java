package io.inferometer.agent.host;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds this process and its descendants, parents before their children. The dearer a search, the rarer it is. */
final class Descendants {

    /** A search takes at most this share of the time: 0.1 % of one core. */
    private static final long RARENESS = 1000;

    private static final int MOST = 10_000;

    private final ProcessFiles files;
    private final boolean isListed;
    private List<String> found = List.of();
    private long nextSearch;

    Descendants(ProcessFiles files) {
        this.files = files;
        this.isListed = files.listsChildren();
    }

    /** Returns them as of the latest search, which may be this one. */
    List<String> find() throws IOException {
        long begin = System.nanoTime();
        if (found.isEmpty() || begin - nextSearch >= 0) {
            found = search(files.self());
            long end = System.nanoTime();
            nextSearch = end + (end - begin) * RARENESS;
        }
        return found;
    }

    /** One of them has ended: the next call searches. */
    void forget() {
        found = List.of();
    }

    private List<String> search(String self) {
        Map<String, List<String>> byParent = isListed ? Map.of() : byParent();
        Set<String> tree = new LinkedHashSet<>(List.of(self));
        List<String> left = new ArrayList<>(tree);
        while (!left.isEmpty() && tree.size() < MOST) {
            String parent = left.remove(0);
            List<String> children = isListed ? files.children(parent) : byParent.getOrDefault(parent, List.of());
            for (String child : children) {
                if (tree.add(child)) {
                    left.add(child);
                }
            }
        }
        return List.copyOf(tree);
    }

    private Map<String, List<String>> byParent() {
        Map<String, List<String>> byParent = new HashMap<>();
        for (String process : files.all()) {
            double parent = files.parent(process);
            if (parent > 0) {
                byParent.computeIfAbsent(Long.toString((long) parent), any -> new ArrayList<>())
                        .add(process);
            }
        }
        return byParent;
    }
}
