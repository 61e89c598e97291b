package io.inferometer.agent.model;

import io.inferometer.agent.redaction.Redaction;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;

/**
 * From where the models were loaded that have a name, as long as they are open: so that two files of one name, which a repository with a
 * folder for each model has, are two models. The later one is shown with the nearest folder that differs. Once nothing of a name is open,
 * the next file takes it, as a reload does. As large as the number of models. Thread-safe.
 */
final class LoadedPaths {

    /** Lines that wait to be logged; more would be of an application that does nothing else. */
    private static final int MAX_LINES = 100;

    private static final class Place {
        private String path;
        private int open;
        private boolean told;
    }

    private final Map<String, Place> places = new TreeMap<>();
    private final Queue<String> lines = new ArrayDeque<>();

    /** The name of a model that is about to be loaded, or was not. */
    synchronized String name(String library, String name, String path) {
        Place place = places.get(key(library, name));
        if (place == null || place.open == 0 || place.path.equals(path)) {
            return name;
        }
        String folder = folder(path, place.path);
        return folder.isEmpty() ? name : folder.concat("/").concat(name);
    }

    /** A model of this name, as {@link #name} told it, was loaded. */
    synchronized void opened(String library, String name, String path) {
        String key = key(library, name);
        Place place = places.get(key);
        if (place == null) {
            place = new Place();
            places.put(key, place);
        }
        if (place.open == 0) {
            place.path = path;
        } else if (!place.path.equals(path) && !place.told && lines.size() < MAX_LINES) {
            place.told = true;
            lines.add(Redaction.of("two models of " + library + " are shown as one, " + name + ": " + place.path
                    + " and "
                    + path + "; put them into folders of different names, or name what they share with model-name."
                    + name
                    + "=<name>"));
        }
        place.open++;
    }

    synchronized void closed(String library, String name) {
        Place place = places.get(key(library, name));
        if (place != null && place.open > 0) {
            place.open--;
        }
    }

    /** A line for the log; null if there is none. */
    synchronized String nextLine() {
        return lines.poll();
    }

    private static String key(String library, String name) {
        return library.concat(" ").concat(name);
    }

    /** The folder nearest to the file that is called otherwise than the one at its place in the other path; empty if none is. */
    private static String folder(String path, String other) {
        int end = parent(path, path.length());
        int otherEnd = parent(other, other.length());
        while (end > 0 && otherEnd > 0) {
            int begin = parent(path, end);
            int otherBegin = parent(other, otherEnd);
            String folder = path.substring(begin + 1, end);
            if (!folder.isEmpty() && !folder.equals(other.substring(otherBegin + 1, otherEnd))) {
                return folder;
            }
            end = begin;
            otherEnd = otherBegin;
        }
        return "";
    }

    /** Where the last separator before {@code end} is; −1 where there is none. */
    private static int parent(String path, int end) {
        return Math.max(path.lastIndexOf('/', end - 1), path.lastIndexOf('\\', end - 1));
    }
}
