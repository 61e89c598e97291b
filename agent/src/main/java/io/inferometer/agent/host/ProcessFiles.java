package io.inferometer.agent.host;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The files of processes below {@code /proc} (proc(5)). A process is its number, or {@code self}. */
final class ProcessFiles {

    /** Towards programs, whatever the kernel's own clock. */
    private static final double TICKS_PER_SECOND = 100;

    private static final int KIB = 1024;

    /** Words from a process's state, the first behind its name, to its parent and its user time. */
    private static final int PARENT = 1;

    private static final int USER_TIME = 11;

    private final File proc;

    ProcessFiles(File proc) {
        this.proc = proc;
    }

    /** Returns null if the process has ended. */
    TreeUse use(String process) {
        String stat = stat(process);
        if (stat.isEmpty()) {
            return null;
        }
        int user = ProcFile.skipWords(stat, 0, USER_TIME);
        int system = ProcFile.skipWords(stat, user, 1);
        int childrenUser = ProcFile.skipWords(stat, system, 1);
        int childrenSystem = ProcFile.skipWords(stat, childrenUser, 1);
        String io = readable(process, "io");
        return new TreeUse(
                (ProcFile.numberAt(stat, user) + ProcFile.numberAt(stat, childrenUser)) / TICKS_PER_SECOND,
                (ProcFile.numberAt(stat, system) + ProcFile.numberAt(stat, childrenSystem)) / TICKS_PER_SECOND,
                ProcFile.number(io, "read_bytes"),
                ProcFile.number(io, "write_bytes"));
    }

    /** Returns the number of a process's parent; NaN if the process has ended. */
    double parent(String process) {
        String stat = stat(process);
        return ProcFile.numberAt(stat, ProcFile.skipWords(stat, 0, PARENT));
    }

    /** Returns NaN if the process has ended, and none if only its parent does not know yet. */
    double residentBytes(String process) {
        String status = readable(process, "status");
        double kib = ProcFile.number(status, "VmRSS");
        return Double.isNaN(kib) && !status.isEmpty() ? 0 : kib * KIB;
    }

    /** Returns its resident memory, where pages that n processes share count as one n-th; NaN if it is not known. */
    double proportionalBytes(String process) {
        return ProcFile.number(readable(process, "smaps_rollup"), "Pss") * KIB;
    }

    /** Whether the kernel was built to list children. */
    boolean listsChildren() {
        return new File(proc, "thread-self/children").exists();
    }

    /** Returns the numbers of all threads' children. */
    List<String> children(String process) {
        String[] threads = new File(proc, process.concat("/task")).list();
        List<String> children = new ArrayList<>();
        for (String thread : threads == null ? new String[0] : threads) {
            String text = readable(process, "task/".concat(thread).concat("/children"));
            for (int space = text.indexOf(' '), start = 0; space >= 0; space = text.indexOf(' ', start)) {
                children.add(text.substring(start, space));
                start = space + 1;
            }
        }
        return children;
    }

    /** Returns the numbers of all processes that are seen. */
    List<String> all() {
        String[] names = proc.list();
        List<String> all = new ArrayList<>();
        for (String name : names == null ? new String[0] : names) {
            if (name.charAt(0) >= '1' && name.charAt(0) <= '9') {
                all.add(name);
            }
        }
        return all;
    }

    /** Returns the number of this process. */
    String self() throws IOException {
        String stat = ProcFile.read(new File(proc, "self/stat"));
        return stat.substring(0, stat.indexOf(' '));
    }

    /** Returns what follows the name, which may hold blanks and brackets; empty if the process has ended. */
    private String stat(String process) {
        String stat = readable(process, "stat");
        return stat.substring(Math.min(stat.length(), stat.lastIndexOf(')') + 1));
    }

    /** Returns nothing if the process has ended, or the file is not for this one to read. */
    private String readable(String process, String name) {
        try {
            return ProcFile.read(new File(proc, process.concat("/").concat(name)));
        } catch (IOException endedOrForeign) {
            return "";
        }
    }
}
