/**
 * What one answer about many models costs the agent's threads.
 *
 * <p>Data flow: {@link io.inferometer.benchmark.scrape.ScrapedAgent} is the agent's own aggregator and listener, whose models are called
 * before each answer; {@link io.inferometer.benchmark.scrape.ScrapeClient} reads the answer over loopback; {@link
 * io.inferometer.benchmark.scrape.ScrapeCost} compares what both threads of the agent had used before and have used after it. {@link
 * io.inferometer.benchmark.scrape.PeerScrapes} has libraries write the same histograms.
 *
 * <p>Threading rule: the client's thread asks for calls and answers by turns; the models are called on the aggregator's thread, which nobody
 * measures meanwhile.
 *
 * <p>Bounded: as the agent is.
 */
package io.inferometer.benchmark.scrape;
