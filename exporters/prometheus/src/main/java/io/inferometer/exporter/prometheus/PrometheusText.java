package io.inferometer.exporter.prometheus;

/** The Prometheus text format 0.0.4 (Prometheus documentation, "Exposition formats", "Text-based format"). */
public final class PrometheusText extends ExpositionFormat {

    @Override
    public String contentType() {
        return "text/plain; version=0.0.4; charset=utf-8";
    }

    @Override
    void describe(StringBuilder out, Family family) {
        String name = family.sampleName();
        out.append("# HELP ").append(name).append(' ');
        Escapes.help(out, family.help());
        out.append("\n# TYPE ").append(name).append(' ').append(family.type().keyword());
        out.append('\n');
    }

    @Override
    String bound(double value) {
        return Numbers.text(value);
    }

    @Override
    void end(StringBuilder out) {
        // The last line feed is the end of this format.
    }
}
