/**
 * The HTTP client of the exporters to AWS: HTTP/1.1 over sockets, TLS, and the way through a proxy. It shares nothing with
 * the application: neither cookies, response caches, authenticators, proxy selectors and URL handlers nor the defaults of
 * {@code HttpsURLConnection} and {@code SSLContext} act on it, and nothing that it does reaches them.
 *
 * <p>Data flow: the SDK hands a signed request to {@link io.inferometer.exporter.aws.http.SocketHttpClient}, which sends it
 * over a connection, direct or through the proxy that {@link io.inferometer.exporter.aws.http.ProxySettings} names, and
 * hands back the response. The SDK finds the same client, as a service, for its own requests to STS, and reaches metadata
 * and container services through {@link io.inferometer.exporter.aws.http.MetadataConnection}.
 *
 * <p>Threading rule: requests run on the thread that makes them; no thread is started. A request may be aborted by another
 * thread.
 *
 * <p>Bounded: one request takes no longer than the client's time limit. A client keeps one idle connection; a response's
 * head is limited to {@value io.inferometer.exporter.aws.http.ResponseHead#MAX_BYTES} bytes; bodies are streamed.
 */
package io.inferometer.exporter.aws.http;
