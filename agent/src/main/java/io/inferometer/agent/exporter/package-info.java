/**
 * The exporters that there are, one row each.
 *
 * <p>Data flow: {@link io.inferometer.agent.exporter.ExporterTable} answers everything that depends on exporters: the option {@code
 * exporters} and the rule of what a wrong destination turns off, delivery with its family loaders, the end of the JVM, {@code check},
 * {@code docs/exporters.md} and {@code sample-apps/quickstart.sh}, which reads the rows of the source file. Nothing else names an
 * exporter. A row holds what must be known before the exporter's own classes are loaded; everything else is its module's.
 *
 * <p>Threading rule: everything is immutable.
 *
 * <p>Bounded: one row per exporter. Loaded when {@code exporters} is set, not by a start without settings; then on
 * the main thread, so without lambdas and {@code invokedynamic} where names are looked up.
 */
package io.inferometer.agent.exporter;
