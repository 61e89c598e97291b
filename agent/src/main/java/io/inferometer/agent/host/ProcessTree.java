package io.inferometer.agent.host;

import io.inferometer.exporter.metric.SampleMetric;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * This process and its descendants together. The kernel adds what a child has used to its parent when the parent learns of its
 * end; so the sum over those that live goes on, as long as each parent is read before its children and none of them ends
 * meanwhile.
 */
final class ProcessTree implements Probe {

    private static final int TRIES = 3;

    private final ProcessFiles files;
    private final Descendants descendants;
    private final TreeMemory memory;

    /** @param log is told once if memory is told more cheaply */
    ProcessTree(File root, Consumer<String> log) {
        files = new ProcessFiles(new File(root, "proc"));
        descendants = new Descendants(files);
        memory = new TreeMemory(files, log);
    }

    @Override
    public void read(Readings readings) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            List<String> tree = descendants.find();
            TreeUse use = use(tree);
            if (use != null) {
                readings.add(SampleMetric.PROCESS_TREE_CHILDREN, tree.size() - 1);
                readings.add(SampleMetric.PROCESS_TREE_CPU_USER_SECONDS, use.userSeconds());
                readings.add(SampleMetric.PROCESS_TREE_CPU_SYSTEM_SECONDS, use.systemSeconds());
                readings.add(SampleMetric.PROCESS_TREE_READ_BYTES, use.readBytes());
                readings.add(SampleMetric.PROCESS_TREE_WRITTEN_BYTES, use.writtenBytes());
                readings.add(SampleMetric.PROCESS_TREE_MEMORY_BYTES, memory.bytes(tree));
                return;
            }
            descendants.forget();
        }
    }

    /** Null if one of them has ended. */
    private TreeUse use(List<String> tree) {
        TreeUse sum = TreeUse.NONE;
        for (String process : tree) {
            TreeUse use = files.use(process);
            if (use == null) {
                return null;
            }
            sum = sum.plus(use);
        }
        return sum;
    }
}
