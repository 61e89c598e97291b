package io.inferometer.benchmark.peers;

import org.openjdk.jmh.annotations.Threads;

/** As many application threads as the reference machine has cores. */
@Threads(2)
public class TwoThreads extends PeerCalls {}
