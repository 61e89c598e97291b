/** The Prometheus exposition formats. */
package io.inferometer.exporter.prometheus;
