/**
 * What is seen and switched over JMX, in the domain {@code io.inferometer}.
 *
 * <p>Data flow: {@link io.inferometer.agent.jmx.MBeans} runs once a second; when the application has made an MBean server it
 * registers the agent, its libraries and exporters, and each model as it appears. Attributes of models and of the agent
 * read a snapshot that is at most half a second old, those of exporters their books; switches act at once. Figures are
 * those of the metric catalogue ({@link io.inferometer.exporter.metric}), with its descriptions and units; {@code Descriptions} says what
 * the other attributes are.
 *
 * <p>{@link io.inferometer.agent.jmx.GcPauses} listens to collectors' beans, without a server, from the first model on.
 *
 * <p>Threading rule: registered from the agent's scheduler, called by the MBean server's threads and by the JVM's
 * notification thread; everything here is thread-safe. No MBean server is ever created: an application server that brings its own would lose it.
 *
 * <p>Bounded: one MBean per model, library and exporter, and one for queued requests.
 */
package io.inferometer.agent.jmx;
