package io.inferometer.agent.host;

import io.inferometer.exporter.metric.SampleMetric;
import java.io.File;
import java.io.IOException;

/** Processes and threads; inside a container its own processes, and the host's threads. */
final class LinuxTasks implements Probe {

    private final File proc;
    private Boolean showsAll;

    LinuxTasks(File root) {
        proc = new File(root, "proc");
    }

    @Override
    public void read(Readings readings) throws IOException {
        if (showsAll == null) {
            showsAll = showsAll();
        }
        if (showsAll) {
            readings.add(SampleMetric.HOST_PROCESSES, countProcesses());
        }
        // "0.00 0.01 0.05 1/345 1234": of 345 threads one runs.
        String load = ProcFile.read(new File(proc, "loadavg"));
        readings.add(SampleMetric.HOST_THREADS, ProcFile.numberAt(load, load.indexOf('/') + 1));
    }

    /** At least this one is there. */
    private double countProcesses() {
        int count = new ProcessFiles(proc).all().size();
        return count == 0 ? Double.NaN : count;
    }

    /** The mount option {@code hidepid} may hide what belongs to others, from all but root (proc(5)). */
    private boolean showsAll() throws IOException {
        for (Mount mount : Mount.read(proc)) {
            if (mount.type().equals("proc") && mount.point().equals("/proc")) {
                String options = mount.fileSystemOptions();
                boolean hides = options.contains("hidepid=2")
                        || options.contains("hidepid=4")
                        || options.contains("hidepid=invisible")
                        || options.contains("hidepid=ptraceable");
                return !hides || isRoot();
            }
        }
        return true;
    }

    private boolean isRoot() throws IOException {
        return ProcFile.number(ProcFile.read(new File(proc, "self/status")), "Uid") == 0;
    }
}
