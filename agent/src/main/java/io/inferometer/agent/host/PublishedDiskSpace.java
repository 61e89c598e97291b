package io.inferometer.agent.host;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Space of file systems as Sentinel's published clients add it up: that of each mount, so of an overlay and of what it lies on, in memory
 * too, and a device as often as it is mounted. Unlike them without network shares and programs, which may not answer, and without ZFS, of
 * which they ask a program.
 */
final class PublishedDiskSpace {

    private static final List<String> KERNEL = List.of("/proc", "/sys", "/dev", "/run");
    private static final Set<String> LEFT_OUT =
            Set.of("zfs", "nfs", "nfs4", "cifs", "smb3", "9p", "ceph", "glusterfs", "autofs");
    private static final int MOST = 256;
    private static final long MOUNTS_NANOS = 60_000_000_000L;

    private final File root;
    private List<File> mountPoints = List.of();
    private boolean hasMounts;
    private long nextMounts;

    PublishedDiskSpace(File root) {
        this.root = root;
    }

    /**
     * Bytes; NaN where none are known.
     *
     * @param free for users other than root
     */
    record Space(double total, double free) {}

    Space read() throws IOException {
        long now = System.nanoTime();
        if (!hasMounts || now - nextMounts >= 0) {
            mountPoints = Mount.read(new File(root, "proc")).stream()
                    .filter(PublishedDiskSpace::isCounted)
                    .map(mount -> new File(root, mount.point()))
                    .limit(MOST)
                    .toList();
            hasMounts = true;
            nextMounts = now + MOUNTS_NANOS;
        }
        double total = 0;
        double free = 0;
        for (File mountPoint : mountPoints) {
            total += mountPoint.getTotalSpace();
            free += mountPoint.getUsableSpace();
        }
        return total > 0 ? new Space(total, free) : new Space(Double.NaN, Double.NaN);
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
