package io.inferometer.exporter.aws.cloudwatch;

import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;

/** @param place where the datum stands in its window's {@link Data} */
record PlacedDatum(int place, MetricDatum datum) {}
