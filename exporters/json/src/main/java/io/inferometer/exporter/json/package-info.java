/**
 * Figures as JSON: one writer and one vocabulary for the dashboard's document and for the exporter {@code file}.
 *
 * <p>Data flow: {@link io.inferometer.exporter.json.Figures} walks an enumeration of the metric catalogue ({@link
 * io.inferometer.exporter.metric}) over its subject and writes each metric as a field of the object that its caller has begun. A
 * metric without a label is a number (a switch: a boolean), one with a label an object with a field for each of its values, a
 * distribution an object of {@code count}, {@code sum}, {@code min}, {@code max} and percentiles. Values are in base units, exact
 * where they are whole numbers or nanoseconds. What the subject does not have is left out.
 * Numbers are written into a {@link io.inferometer.exporter.json.JsonBuffer} without a {@code String} for each; the sender of the document drains
 * the buffer.
 *
 * <p>Threading rule: a writer belongs to the thread that made it.
 *
 * <p>Bounded by what was written and not taken away: of each model some 3 KiB, as far as the catalogue goes. Up to 40 KiB of texts of fractions
 * are kept as long as the document.
 *
 * <p>Depends on {@code java.base}, the catalogue and the snapshot types alone.
 */
package io.inferometer.exporter.json;
