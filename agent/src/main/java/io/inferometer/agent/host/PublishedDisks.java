package io.inferometer.agent.host;

import io.inferometer.agent.log.Log;
import io.inferometer.exporter.api.HostFigure;
import java.io.File;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/** A row's figures of disks as Sentinel's published clients tell them. One thread at a time. */
final class PublishedDisks {

    private static final double GB = 1e9;

    private final PublishedDiskTraffic traffic;
    private final PublishedDiskSpace space;

    PublishedDisks(File root) {
        traffic = new PublishedDiskTraffic(root);
        space = new PublishedDiskSpace(root);
    }

    /** Returns what happened since the last call, and the space there is; NaN where the kernel does not tell. */
    Map<HostFigure, Double> next() {
        PublishedDiskTraffic.Traffic moved = new PublishedDiskTraffic.Traffic(Double.NaN, Double.NaN);
        PublishedDiskSpace.Space there = new PublishedDiskSpace.Space(Double.NaN, Double.NaN);
        try {
            there = space.read();
            moved = traffic.next();
        } catch (IOException hidden) {
            Log.debug("disks cannot be read as Sentinel's published clients do", hidden);
        }
        Map<HostFigure, Double> figures = new EnumMap<>(HostFigure.class);
        figures.put(HostFigure.SYSTEM_DISK_READ_BYTES, moved.read());
        figures.put(HostFigure.SYSTEM_DISK_WRITE_BYTES, moved.written());
        figures.put(HostFigure.SYSTEM_DISK_SPACE_TOTAL_GB, there.total() / GB);
        figures.put(HostFigure.SYSTEM_DISK_SPACE_USED_GB, (there.total() - there.free()) / GB);
        figures.put(HostFigure.SYSTEM_DISK_SPACE_FREE_GB, there.free() / GB);
        return figures;
    }
}
