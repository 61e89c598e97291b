package io.inferometer.benchmark.hotpath;

import org.openjdk.jmh.annotations.Threads;

/** One application thread. */
@Threads(1)
public class OneThread extends HotPath {}
