/**
 * The agent's HTTP server: Prometheus endpoint, dashboard and the dashboard's JSON.
 *
 * <p>Data flow: {@link io.inferometer.agent.http.Listener} opens the port; {@code EventLoop} watches all sockets; a {@code
 * Connection} has a {@code RequestParser} turn bytes into a {@code Request}; {@code Routes} answers it with a {@code Response}, whose
 * {@code Body} is made while it is sent: a {@code ResponseWriter} has it fill the buffer that all answers are sent from, and goes on when
 * the client has taken that; what it does not take at once waits in a buffer of its connection, or, if it is too much for one, in the
 * shared one, in whose place there is a smaller one for the others meanwhile. Figures come from a {@link
 * io.inferometer.agent.http.SnapshotSource}: for scrapes in octaves and as of one instant, for the page
 * some models at a time.
 *
 * <p>Threading rule: everything but {@code Listener} is confined to the one daemon thread {@code inferometer-http}. Nothing
 * here runs on a thread of the application, and the application's uncaught-exception handler never sees ours.
 *
 * <p>Bounded: 64 connections (the one that was silent longest makes room), 8 KiB of request head and 16 KiB of body each, a buffer of 64
 * KiB for an answer, 320 KiB of native memory to send all from, 256 KiB that the system keeps unsent for each, 8 compressors with 256 KiB
 * of native memory and 16 KiB of buffer each (a ninth answer goes uncompressed), 8 streams of
 * events. Each request must come whole within 30 seconds, and each 64 KiB of an answer be taken within as many; the whole answer may take
 * longer. Connections have turns of 2 milliseconds.
 *
 * <p>Errors: an answer that fails before its first byte was sent is a 500, or a 503 if memory ran out. One that fails later is cut, without
 * the last chunk or by a reset, so that its client sees it. All are counted, the first of a kind is logged.
 *
 * <p>It is not the JDK's {@code com.sun.net.httpserver}, whose system properties freeze for the application with its first
 * use, and which loads {@code java.util.logging}.
 */
package io.inferometer.agent.http;
