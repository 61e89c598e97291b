package io.inferometer.agent.http;

import io.inferometer.exporter.prometheus.ExpositionFormat;
import io.inferometer.exporter.prometheus.OpenMetricsText;
import io.inferometer.exporter.prometheus.PrometheusText;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Chooses the exposition format by the {@code Accept} header and whether to compress by {@code Accept-Encoding} (RFC 9110,
 * section 12.5): OpenMetrics for clients that name it and like it no less than plain text, Prometheus text for all others,
 * browsers among them; gzip for clients that name it and like it no less than the text as it is.
 */
final class Negotiation {

    private static final ExpositionFormat OPEN_METRICS = new OpenMetricsText();
    private static final ExpositionFormat PROMETHEUS = new PrometheusText();

    private static final Pattern OPEN_METRICS_RANGE =
            Pattern.compile("application/openmetrics-text(?!.*;version=(?!\"?1\\.0\\.0\"?(;|$)))(;.*)?");
    private static final Pattern TEXT_RANGE = Pattern.compile("text/plain(;.*)?");
    private static final Pattern QUALITY = Pattern.compile(";q=([01](\\.[0-9]{0,3})?)");

    private Negotiation() {}

    static ExpositionFormat format(String accept) {
        double openMetrics = 0;
        double text = 0;
        for (String range :
                accept.toLowerCase(Locale.ROOT).replaceAll("[ \t]", "").split(",", -1)) {
            if (OPEN_METRICS_RANGE.matcher(range).matches()) {
                openMetrics = Math.max(openMetrics, quality(range));
            } else if (TEXT_RANGE.matcher(range).matches()) {
                text = Math.max(text, quality(range));
            }
        }
        return openMetrics > 0 && openMetrics >= text ? OPEN_METRICS : PROMETHEUS;
    }

    /** Whether an answer may go compressed. */
    static boolean acceptsGzip(String acceptEncoding) {
        double gzip = -1;
        double any = 0;
        double identity = 0;
        for (String coding :
                acceptEncoding.toLowerCase(Locale.ROOT).replaceAll("[ \t]", "").split(",", -1)) {
            String name = coding.split(";", 2)[0];
            switch (name) {
                case "gzip", "x-gzip" -> gzip = Math.max(gzip, quality(coding));
                case "*" -> any = quality(coding);
                case "identity" -> identity = quality(coding);
                default -> {
                    // Another coding, which is not spoken here.
                }
            }
        }
        double wanted = gzip < 0 ? any : gzip;
        return wanted > 0 && wanted >= identity;
    }

    private static double quality(String range) {
        Matcher quality = QUALITY.matcher(range);
        return quality.find() ? Double.parseDouble(quality.group(1)) : 1;
    }
}
