package io.inferometer.agent.host;

import java.io.File;
import java.io.IOException;
import java.util.List;

/**
 * The strictest CPU limit of a group and those above it. A limit's clock of held back tasks stands in the group that sets
 * it.
 *
 * @param cores NaN if no group sets a limit
 * @param group the group that sets the limit; the own one if none does
 */
record CpuQuota(double cores, File group) {

    /** Reads the limit that one group sets itself. */
    interface Source {

        double cores(File group) throws IOException;
    }

    /** Of at least one group, own first. */
    static CpuQuota strictest(List<File> groups, Source source) throws IOException {
        CpuQuota strictest = new CpuQuota(Double.NaN, groups.get(0));
        for (File group : groups) {
            double cores = source.cores(group);
            if (cores < strictest.cores || (Double.isNaN(strictest.cores) && !Double.isNaN(cores))) {
                strictest = new CpuQuota(cores, group);
            }
        }
        return strictest;
    }
}
