package io.inferometer.benchmark.peers;

import org.openjdk.jmh.annotations.Threads;

/** One application thread. */
@Threads(1)
public class OneThread extends PeerCalls {}
