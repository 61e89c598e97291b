/**
 * Keeps windows on disk until every push exporter has acknowledged them, so that they outlive the process.
 *
 * <p><b>Data flow:</b> {@code delivery} hands each window to {@link io.inferometer.agent.spool.Spool} before it tries to deliver
 * it, and acknowledges it when it is settled, mostly within a second. {@link io.inferometer.agent.spool.WindowCodec} turns it into
 * bytes; these go once, whatever the number of exporters, to the end of the open {@link io.inferometer.agent.spool.Segment}. A
 * segment that is full is closed by renaming it; one whose windows are all acknowledged is emptied, if it is the open one, or
 * deleted. What an ended JVM left behind, its notes before its windows, is taken over by the next one of the same service ({@link
 * io.inferometer.agent.spool.Adoption}).
 *
 * <pre>
 * base                       spool.directory
 *   last-step                8 bytes: the greatest step that a window was given, {@link io.inferometer.agent.spool.Steps}
 *   run                      one for each JVM, mode 0700, named like its run
 *     lock                   locked by the operating system while the JVM lives
 *     00000001.closed        a segment of at most 1 MiB, mode 0600
 *       header, header       version, whose windows, for which exporters and destinations, and the words that they are packed with:
 *                            {@link io.inferometer.agent.spool.SegmentHeader}, {@link io.inferometer.agent.spool.Vocabulary}
 *       marks                a byte for each window and exporter, set when acknowledged: {@link io.inferometer.agent.spool.SegmentFile}
 *       record, record, …    a window each: {@link io.inferometer.agent.spool.Frame}
 *       index                where the windows are: {@link io.inferometer.agent.spool.SegmentIndex}
 *     00000003.note          what an exporter remembers of a run: {@link io.inferometer.agent.spool.Note}
 *     00000002.open          the segment that is written, or was when its JVM was killed, without an index
 *
 * window, packed             {@link io.inferometer.agent.spool.WindowCodec}
 *   section                  identity, resource, models, deployments, custom metrics, host, agent, queued requests and their lines, looks at the machine: tag,
 *                            length, fields
 *     field                  tag, then a number, or a length and content: {@link io.inferometer.agent.spool.MessageWriter}
 * </pre>
 *
 * <p><b>Versions:</b> what a later version adds to a window, a section, a field or a constant of an enum, is skipped. A segment whose
 * header names a later version is left to the agents that know it, until it is too old by its own word. Version 1, which had no tags
 * and one vocabulary for all, is read ({@link io.inferometer.agent.spool.WindowCodecV1}).
 *
 * <p><b>Delivery is at least once.</b> A window is offered again after the end of the process if the process was killed between its
 * delivery and its acknowledgement, if the acknowledgement could not be written, or if the computer lost power: nothing is forced to
 * the device, which may cost the windows of the last seconds too. Run and number tell a receiver which window it has already;
 * its step, given once and kept with it, is the same each time.
 *
 * <p><b>Threading:</b> {@link io.inferometer.agent.spool.Spool} is thread-safe, for one thread that cuts windows and any number that
 * deliver; everything below it is called under its lock, which is held while the disk works. It has no thread of its own. Counts and
 * the problem are read without a lock or a wait. Keeping, reading, acknowledging and closing wait as long as the disk does: they
 * belong on threads that others wait for with a limit. An interrupted thread harms no file.
 *
 * <p><b>Only regular files of the own user are opened</b> ({@link io.inferometer.agent.spool.SpoolFiles}), links are not followed, and
 * names that no spool gives are not looked at: others may write to the base too. What is named like a spool's file and is none is left
 * alone and logged. A bad directory, segment or record costs nothing but itself.
 *
 * <p><b>Errors</b> of the JVM, such as memory that runs out, leave a window kept or not kept and counts exact: what a change needs is
 * allocated before it begins, the disk is changed next, and counts last. Nothing is thrown to callers.
 *
 * <p><b>What stays bounded:</b> bytes on disk and age, beyond which the oldest windows are dropped and counted as expired; 28 bytes of
 * memory for each pending window, whose content is read back when it is asked for. A record takes 16 MiB or a sixteenth of the heap at
 * most, packed and unpacked, and what is read from it 128 MiB or a quarter of the heap, whatever its bytes say. A segment may be larger
 * than 1 MiB only if a single window is.
 */
package io.inferometer.agent.spool;
