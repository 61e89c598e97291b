/**
 * Keeps windows on disk until every push exporter has acknowledged them, so that they outlive the process.
 *
 * <p><b>Data flow:</b> {@code delivery} hands each window to {@link io.inferometer.agent.spool.Spool} before it tries to deliver
 * it, and acknowledges it when it is settled, mostly within a second. {@link io.inferometer.agent.spool.WindowCodec} turns it into
 * bytes; these go once, whatever the number of exporters, to the end of the open {@link io.inferometer.agent.spool.Segment}. A
 * segment that is full is closed by renaming it; one whose windows are all acknowledged is emptied, if it is the open one, or
 * deleted. What an ended JVM left behind is taken over by the next one of the same service ({@link
 * io.inferometer.agent.spool.Adoption}).
 *
 * <pre>
 * base                       spool.directory
 *   last-step                8 bytes: the greatest step that a window was given, {@link io.inferometer.agent.spool.Steps}
 *   run                      one for each JVM, mode 0700, named like its run
 *     lock                   locked by the operating system while the JVM lives
 *     00000001.closed        a segment of at most 1 MiB, mode 0600
 *       header, header       whose windows, for which exporters and destinations: {@link io.inferometer.agent.spool.SegmentHeader}
 *       marks                a byte for each window and exporter, set when acknowledged: {@link io.inferometer.agent.spool.SegmentFile}
 *       record, record, …    a window each: {@link io.inferometer.agent.spool.Frame}, {@link io.inferometer.agent.spool.WindowRecord}
 *       index                where the windows are: {@link io.inferometer.agent.spool.SegmentIndex}
 *     00000002.open          the segment that is written, without an index
 * </pre>
 *
 * <p><b>Delivery is at least once.</b> A window is offered again after the end of the process if the process was killed between its
 * delivery and its acknowledgement, if the acknowledgement could not be written, or if the computer lost power: nothing is forced to
 * the device, which may cost the windows of the last seconds too. Run and number tell a receiver which window it has already;
 * its step, given once and kept with it, is the same each time.
 *
 * <p><b>Threading:</b> {@link io.inferometer.agent.spool.Spool} is thread-safe, for one thread that cuts windows and any number that
 * deliver; everything below it is called under its lock, which is held while the disk works. It has no thread of its own. Whoever
 * only asks for counts or the problem takes no lock and never waits; whoever keeps, reads, acknowledges or closes waits as long as
 * the disk does, and belongs on a thread that others wait for with a limit. An interrupted thread harms no file.
 *
 * <p><b>Only regular files are opened</b> ({@link io.inferometer.agent.spool.RegularFiles}), and names that no spool gives are not
 * looked at: others may write to the base too. What is named like a spool's file and is none is left alone, and one line says so.
 *
 * <p><b>Errors</b> of the JVM, such as memory that runs out, leave a window kept or not kept and counts exact: what a change needs is
 * allocated before it begins, the disk is changed next, and counts last. Nothing is thrown to callers.
 *
 * <p><b>What stays bounded:</b> bytes on disk and age, beyond which the oldest windows are dropped and counted as expired; 28 bytes of
 * memory for each pending window, whose content is read back when it is asked for. A segment may be larger than 1 MiB only if a
 * single window is.
 */
package io.inferometer.agent.spool;
