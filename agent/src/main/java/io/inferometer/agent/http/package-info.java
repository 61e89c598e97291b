/**
 * The agent's HTTP server: Prometheus endpoint, dashboard and the dashboard's JSON.
 *
 * <p>Data flow: {@link io.inferometer.agent.http.Listener} opens the port; {@code EventLoop} watches all sockets; a {@code
 * Connection} turns bytes into a {@code Request}; {@code Routes} answers it from one immutable {@link
 * io.inferometer.exporter.api.Snapshot}, taken when the request came; the connection writes the {@code Response}.
 *
 * <p>Threading rule: everything but {@code Listener} is confined to the one daemon thread {@code inferometer-http}. Nothing
 * here runs on a thread of the application, and the application's uncaught-exception handler never sees ours.
 *
 * <p>Bounded: 64 connections (the one that was silent longest makes room), 8 KiB of request head each, no request bodies, 64
 * MiB of answers not yet written, 30 seconds for a request to come and 30 for its answer to go. An answer's size follows
 * the snapshot's, which {@code max-series} bounds.
 *
 * <p>It is not the JDK's {@code com.sun.net.httpserver}, whose system properties freeze for the application with its first
 * use, and which loads {@code java.util.logging}.
 */
package io.inferometer.agent.http;
