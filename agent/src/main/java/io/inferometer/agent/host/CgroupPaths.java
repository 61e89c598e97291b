package io.inferometer.agent.host;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the control groups of this process lie, by {@code /proc/self/cgroup} and {@code /proc/self/mountinfo}
 * (cgroups(7), proc(5)): for each controller the directory of the process's own group and those above it, own first.
 */
final class CgroupPaths {

    /** The name of version 2's only hierarchy. */
    static final String UNIFIED = "";

    private final Map<String, List<File>> directories = new HashMap<>();

    private CgroupPaths() {}

    static CgroupPaths read(File root) throws IOException {
        Map<String, String> groups = readGroups(ProcFile.read(new File(root, "proc/self/cgroup")));
        CgroupPaths paths = new CgroupPaths();
        for (Mount mount : Mount.read(new File(root, "proc"))) {
            String[] controllers = {};
            if (mount.type().equals("cgroup2")) {
                controllers = new String[] {UNIFIED};
            } else if (mount.type().equals("cgroup")) {
                controllers = mount.fileSystemOptions().split(",", -1);
            }
            for (String controller : controllers) {
                String group = groups.get(controller);
                if (group != null) {
                    paths.directories.putIfAbsent(
                            controller, levels(new File(root, mount.point()), mount.part(), group));
                }
            }
        }
        return paths;
    }

    boolean hasController(String controller) {
        return directories.containsKey(controller);
    }

    List<File> of(String controller) {
        return directories.getOrDefault(controller, List.of());
    }

    private static Map<String, String> readGroups(String text) {
        Map<String, String> groups = new HashMap<>();
        for (String line : text.split("\n", -1)) {
            String[] fields = line.split(":", 3);
            if (fields.length == 3) {
                for (String controller : fields[1].split(",", -1)) {
                    groups.put(controller, fields[2]);
                }
            }
        }
        return groups;
    }

    /**
     * The mount may show a part of the hierarchy only. Without a namespace of its own a container is told the path on the
     * host, of which it sees the end, mounted: then the mount point is the own group, or what is left of the path lies below it.
     * A group that was moved out of what is mounted, or removed, is not seen: nothing is known of it.
     */
    private static List<File> levels(File mountPoint, String mountedGroup, String group) {
        String below = group;
        if (group.equals(mountedGroup) || group.equals("/")) {
            below = "";
        } else if (group.startsWith(mountedGroup.concat("/"))) {
            below = group.substring(mountedGroup.length());
        }
        if (below.contains("..") || mountedGroup.contains("..") || below.endsWith(" (deleted)")) {
            return List.of();
        }
        List<File> levels = new ArrayList<>();
        for (File level = nearest(mountPoint, below); !level.equals(mountPoint); level = level.getParentFile()) {
            levels.add(level);
        }
        levels.add(mountPoint);
        return levels;
    }

    /** The longest end of the path that is there. */
    private static File nearest(File mountPoint, String path) {
        for (int slash = 0; slash >= 0; slash = path.indexOf('/', slash + 1)) {
            File group = new File(mountPoint, path.substring(slash));
            if (group.isDirectory()) {
                return group;
            }
        }
        return mountPoint;
    }
}
