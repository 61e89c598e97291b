/**
 * Which model an instance is. A library's load method tells: its argument or its caller has the name, its result is the
 * instance. From then on the instance is known by identity, weakly.
 *
 * <p>Data flow: load and unload sites → {@link io.inferometer.agent.model.ModelRegistry} (names, numbers, the limit of
 * {@code max-series}) and {@link io.inferometer.agent.model.InstanceMap}; inference sites look instances up; the aggregator
 * reads names and life cycles.
 *
 * <p>Threading rule: looking up is lock-free and happens on application threads; registering takes a lock, once per load.
 *
 * <p>A model is its library, name and version, never a text made of them. A name that is an address is masked before it is cut,
 * by {@code SourceAddress}: addresses that differ in the secrets of their queries alone are one model, any other two whose masked
 * names are equal are numbered. {@code ModelNames} makes names that every exposition
 * can carry, here and nowhere else: plain ({@link io.inferometer.exporter.api.PlainText}), short, and different for different models.
 *
 * <p>Bounded: names of 128 characters; {@code max-series} models and one {@code _other_} per library, and a number for
 * each that is shown by its address; instances go with their garbage collection.
 */
package io.inferometer.agent.model;
