package io.inferometer.agent.spool;

import io.inferometer.agent.spool.SegmentHeader.Destination;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** The exporters of this JVM, numbered. Where they send is found out when first asked for. One thread at a time. */
final class Destinations {

    /** As many as a window's record has bits for. */
    static final int MOST = 32;

    private final List<String> exporters;
    private final Function<String, Destination> destination;
    private List<Destination> all = List.of();

    Destinations(SpoolOptions options) {
        exporters =
                options.destinations().keySet().stream().sorted().limit(MOST).toList();
        destination = exporter -> new Destination(
                exporter, options.destinations().get(exporter), options.found().apply(exporter));
    }

    List<Destination> all() {
        if (all.size() < exporters.size()) {
            all = exporters.stream().map(destination).toList();
        }
        return all;
    }

    int count() {
        return exporters.size();
    }

    /** The exporter's number; negative when it is not known. */
    int number(String exporter) {
        return exporters.indexOf(exporter);
    }

    /** One bit for each; 0 when one of them is not known. */
    int bits(Collection<String> names) {
        int bits = 0;
        for (String name : names) {
            int number = number(name);
            if (number < 0) {
                return 0;
            }
            bits |= 1 << number;
        }
        return bits;
    }

    /** For each exporter its position in a segment; negative when the segment has nothing for it, or for another destination. */
    int[] positions(SegmentHeader header) {
        return all().stream().mapToInt(each -> position(each, header)).toArray();
    }

    private static int position(Destination own, SegmentHeader header) {
        for (int i = 0; i < header.destinations().size(); i++) {
            Destination kept = header.destinations().get(i);
            if (kept.exporter().equals(own.exporter())
                    && kept.fingerprint().equals(own.fingerprint())
                    && (header.version() == 1 || kept.found().equals(own.found()))) {
                return i;
            }
        }
        return -1;
    }
}
