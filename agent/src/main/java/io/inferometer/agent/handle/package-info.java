/**
 * Native objects that were opened and not closed: memory that no heap dump shows.
 *
 * <p>Data flow: instrumented constructors and closing methods call their {@link io.inferometer.agent.handle.HandleSite}, which adds to the
 * {@link io.inferometer.agent.handle.HandleCount} of its library and kind. {@link io.inferometer.agent.handle.NativeHandles} is looked at
 * once a second for the smallest number open, and at each scrape and window.
 *
 * <p>Threading rule: any thread counts, without a lock and without keeping the object; nobody waits. What reads the counts takes the closed
 * ones first, so that there are never more of them than of opened ones.
 *
 * <p>Bounded: one count for each library and kind that declarations name, with the smallest number of each of ten minutes.
 */
package io.inferometer.agent.handle;
