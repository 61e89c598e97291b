package io.inferometer.agent.host;

import io.inferometer.exporter.metric.SampleMetric;
import java.io.File;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Space of all file systems on block devices together, each device once however often it is mounted: overlays, which lie on one of
 * them, and file systems in memory or over the network are none.
 */
final class LinuxFileSystems implements Probe {

    /** Images, full by nature, of files that another file system counts. */
    private static final Set<String> IMAGES = Set.of("squashfs", "iso9660", "erofs");

    private static final int MOST = 64;

    private final MountedSpace space;

    LinuxFileSystems(File root) {
        space = new MountedSpace(root, LinuxFileSystems::eachDevice);
    }

    @Override
    public void read(Readings readings) throws IOException {
        MountedSpace.Space all = space.read();
        readings.add(SampleMetric.HOST_FILE_SYSTEMS_TOTAL_BYTES, all.total());
        readings.add(SampleMetric.HOST_FILE_SYSTEMS_FREE_BYTES, all.free());
    }

    private static Collection<String> eachDevice(List<Mount> mounts) {
        // Of mounts over one another only the last is seen.
        Map<String, Mount> seen = new LinkedHashMap<>();
        mounts.forEach(mount -> seen.put(mount.point(), mount));
        Map<String, String> byDevice = new LinkedHashMap<>();
        for (Mount mount : seen.values()) {
            if (isOnDevice(mount) && byDevice.size() < MOST) {
                byDevice.putIfAbsent(mount.source(), mount.point());
            }
        }
        return byDevice.values();
    }

    /** A device of the host need not be visible in a container: its name tells. A program behind {@code fuse} may not answer. */
    private static boolean isOnDevice(Mount mount) {
        return mount.source().startsWith("/dev/")
                && !mount.source().startsWith("/dev/loop")
                && !mount.type().startsWith("fuse")
                && !IMAGES.contains(mount.type());
    }
}
