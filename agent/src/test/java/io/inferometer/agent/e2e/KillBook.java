package io.inferometer.agent.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.e2e.Arrival.Place;
import io.inferometer.exporter.api.ModelStats;
import io.inferometer.exporter.api.Window;
import io.inferometer.receiver.Receiver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What each of some JVMs delivered, and what was on disk at its end. Used by one thread. */
final class KillBook {

    /** @param left windows with calls that were on disk at the end */
    private record Run(Set<Place> left, Receiver receiver) {}

    private final String model;
    private final List<Run> runs = new ArrayList<>();

    /** Calls of each window that was ever on disk. */
    private final Map<Place, Long> kept = new HashMap<>();

    /** @param model as exported, {@code library/model} */
    KillBook(String model) {
        this.model = model;
    }

    /**
     * A JVM has ended.
     *
     * @param left by exporter
     * @param receiver that it alone sent to
     */
    void ended(Map<String, List<Window>> left, Receiver receiver) {
        Set<Place> places = new HashSet<>();
        left.forEach((exporter, windows) -> {
            for (Window window : windows) {
                long calls = calls(window);
                Place place = Place.of(exporter, window);
                if (calls > 0) {
                    assertThat(places.add(place)).as("%s is kept once", place).isTrue();
                    assertThat(kept.computeIfAbsent(place, first -> calls))
                            .as("calls of %s", place)
                            .isEqualTo(calls);
                }
            }
        });
        runs.add(new Run(places, receiver));
    }

    private long calls(Window window) {
        return window.models().stream()
                .filter(one -> one.id().toString().equals(model))
                .mapToLong(ModelStats::invocations)
                .sum();
    }

    /** How many windows were ever on disk at the end of a JVM, one for each exporter that it was for. */
    int kept() {
        return kept.size();
    }

    /** Those of them that are still to arrive, or to arrive again. */
    Set<Place> outstanding() {
        Set<Place> outstanding = new HashSet<>(kept.keySet());
        for (Run run : runs) {
            Arrival.of(run.receiver().received(), model).stream()
                    .map(Arrival::place)
                    .filter(place -> !run.left().contains(place))
                    .forEach(outstanding::remove);
        }
        return outstanding;
    }

    /**
     * Every window that was on disk arrived once, and beyond that only what a JVM was delivering when it was killed: one window of
     * each exporter at most.
     *
     * @return how many windows arrived again
     */
    int assertDelivered() {
        Map<Place, Integer> settled = new HashMap<>();
        kept.keySet().forEach(place -> settled.put(place, 0));
        int repeats = 0;
        for (Run run : runs) {
            Set<String> delivering = new HashSet<>();
            for (Arrival arrival : Arrival.of(run.receiver().received(), model)) {
                Place place = arrival.place();
                assertThat(arrival.calls())
                        .as("calls of %s", place)
                        .isEqualTo(kept.getOrDefault(place, arrival.calls()));
                if (run.left().contains(place)) {
                    assertThat(delivering.add(place.exporter()))
                            .as("%s is the only one in delivery", place)
                            .isTrue();
                    repeats++;
                } else {
                    settled.merge(place, 1, Integer::sum);
                }
            }
        }
        assertThat(settled)
                .isNotEmpty()
                .allSatisfy((place, times) -> assertThat(times)
                        .as("how often %s arrived and was settled", place)
                        .isEqualTo(1));
        return repeats;
    }
}
