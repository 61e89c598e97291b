/**
 * What looks at the machine cost: processor time of the thread that looks, and what 100,000 looks leave behind.
 *
 * <p>Data flow: {@link io.inferometer.benchmark.host.HostLookCost} starts processes until the machine has as many as asked for, looks, and prints
 * a table. Threading: one thread. Bounded: the processes it started are ended with it.
 */
package io.inferometer.benchmark.host;
