/**
 * The agent's own log, and the end of every library's log.
 *
 * <p><b>Data flow:</b> {@link io.inferometer.agent.log.Log} masks secrets, formats one line and writes it in one
 * system call to standard error or to the file of {@code log.file}. Libraries that log through slf4j reach the same place by
 * {@link io.inferometer.agent.log.LogProvider}, and only at level {@code debug}: their chatter is not for users.
 *
 * <p><b>Threading:</b> any thread may log. A line waits at most a tenth of a second for another one that is being
 * written; then that one's thread writes it as well. When 64 lines wait, further ones are dropped, and the next line that
 * gets through tells how many were.
 *
 * <p><b>What stays bounded:</b> the length of a line, the lines that wait, and the keys that {@code warnOnce} remembers.
 *
 * <p>The log is on the start-up path of every application: {@code java.io} only, no lambdas, no string templates of the
 * compiler, no formatters.
 */
package io.inferometer.agent.log;
