package io.inferometer.benchmark.peers;

import org.openjdk.jmh.annotations.Threads;

/** More threads than cores: JMH's figure is wall time, which cores divided by threads makes CPU time. */
@Threads(8)
public class EightThreads extends PeerCalls {}
