/**
 * An HTTP server that turns sentences into vectors with a real transformer (all-MiniLM-L6-v2, quantized), as a team
 * would write it that has never heard of Inferometer: it is what the agent is shown on.
 *
 * <p>Data flow: {@code POST /embed} → {@link io.inferometer.sample.embedding.EmbedRequest} reads and checks the body →
 * {@link io.inferometer.sample.embedding.SentenceEmbedder} runs the model, exactly once per text → JSON.
 *
 * <p>Threading rule: a request is read, embedded and answered on one thread, virtual where the JDK has them.
 *
 * <p>Bounded: a body is at most 1 MiB, a request at most 256 texts; of a text the model reads the first 126 tokens.
 */
package io.inferometer.sample.embedding;
