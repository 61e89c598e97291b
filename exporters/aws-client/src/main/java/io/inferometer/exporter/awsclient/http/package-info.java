/**
 * The HTTP client of exporters: HTTP/1.1 over sockets, TLS, and the way through a proxy. It shares nothing with
 * the application: neither cookies, response caches, authenticators, proxy selectors and URL handlers nor the defaults of
 * {@code HttpsURLConnection} and {@code SSLContext} act on it, and nothing that it does reaches them.
 *
 * <p>Data flow: the SDK hands a signed request to {@link io.inferometer.exporter.awsclient.http.SocketHttpClient}, which sends it
 * over a connection, direct or through the proxy that {@link io.inferometer.exporter.awsclient.http.ProxySettings} names, and
 * hands back the response. The SDK finds the same client, as a service, for its own requests to STS, and reaches metadata
 * and container services through {@link io.inferometer.exporter.awsclient.http.MetadataConnection}. What no client of the
 * SDK sends, an object to S3 or a call with a bearer token, goes through {@link
 * io.inferometer.exporter.awsclient.http.WebClient} over the same connections.
 *
 * <p>Threading rule: requests run on the thread that makes them; no thread is started. A request may be aborted by another
 * thread.
 *
 * <p>Bounded: connecting and reading, TLS included, end at the client's time limit. Name look-ups take as long as the
 * operating system lets them, and a request that the peer does not read is written until it is aborted. A client keeps one
 * idle connection; a response's head is limited to {@value io.inferometer.exporter.awsclient.http.ResponseHead#MAX_BYTES} bytes;
 * bodies are streamed, {@value io.inferometer.exporter.awsclient.http.ResponseBody#MAX_BYTES} bytes at most; those of metadata
 * and container services are read at once, {@value io.inferometer.exporter.awsclient.http.MetadataConnection#MAX_BYTES} bytes at
 * most, and so are those of {@code WebClient}, {@value io.inferometer.exporter.awsclient.http.WebClient#MAX_BYTES} at most.
 */
package io.inferometer.exporter.awsclient.http;
