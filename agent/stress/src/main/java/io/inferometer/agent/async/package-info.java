/**
 * What threads that race may see of the structures of queued requests that work without a lock: the stack of events that all stages push
 * to, and the table that tells which {@code PROCESS} a thread is inside. Run by jcstress, as in the package {@code record} beside it.
 */
package io.inferometer.agent.async;
