package io.inferometer.agent.host;

/**
 * What a process and those children of it that have ended have used. NaN is not known.
 *
 * @param userSeconds CPU time in programs
 * @param systemSeconds CPU time in the kernel
 * @param readBytes that disks read
 * @param writtenBytes that disks wrote
 */
record TreeUse(double userSeconds, double systemSeconds, double readBytes, double writtenBytes) {

    static final TreeUse NONE = new TreeUse(0, 0, 0, 0);

    TreeUse plus(TreeUse other) {
        return new TreeUse(
                userSeconds + other.userSeconds,
                systemSeconds + other.systemSeconds,
                readBytes + other.readBytes,
                writtenBytes + other.writtenBytes);
    }
}
