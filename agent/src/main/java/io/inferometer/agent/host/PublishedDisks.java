package io.inferometer.agent.host;

import io.inferometer.agent.log.Log;
import io.inferometer.exporter.api.HostFigure;
import java.io.File;
import java.io.IOException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A row's figures of disks as Sentinel's published clients tell them. Space is that of each mount, so of an overlay and of what it lies on, in
 * memory too, and of a device as often as it is mounted; unlike theirs without network shares and programs, which may not answer, and without
 * ZFS, of which they ask a program. One thread at a time.
 */
final class PublishedDisks {

    private static final double GB = 1e9;
    private static final List<String> KERNEL = List.of("/proc", "/sys", "/dev", "/run");
    private static final Set<String> LEFT_OUT = Set.of(
            "9p",
            "afs",
            "autofs",
            "beegfs",
            "ceph",
            "cifs",
            "glusterfs",
            "gpfs",
            "lustre",
            "nfs",
            "nfs4",
            "orangefs",
            "smb3",
            "wekafs",
            "zfs");
    private static final int MOST_MOUNTS = 256;

    private final PublishedDiskTraffic traffic;
    private final MountedSpace space;

    PublishedDisks(File root) {
        traffic = new PublishedDiskTraffic(root);
        space = new MountedSpace(root, PublishedDisks::eachMount);
    }

    /** Returns what happened since the last call, and the space there is; NaN where the kernel does not tell. */
    Map<HostFigure, Double> next() {
        PublishedDiskTraffic.Traffic moved = new PublishedDiskTraffic.Traffic(Double.NaN, Double.NaN);
        MountedSpace.Space there = MountedSpace.Space.UNKNOWN;
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

    private static Collection<String> eachMount(List<Mount> mounts) {
        return mounts.stream()
                .filter(PublishedDisks::isCounted)
                .map(Mount::point)
                .limit(MOST_MOUNTS)
                .toList();
    }

    private static boolean isCounted(Mount mount) {
        for (String directory : KERNEL) {
            if (mount.point().equals(directory) || mount.point().startsWith(directory.concat("/"))) {
                return false;
            }
        }
        return !LEFT_OUT.contains(mount.type()) && !mount.type().startsWith("fuse");
    }
}
