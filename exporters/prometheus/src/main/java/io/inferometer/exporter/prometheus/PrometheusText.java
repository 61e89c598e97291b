package io.inferometer.exporter.prometheus;

/** The Prometheus text format 0.0.4 (Prometheus documentation, "Exposition formats", "Text-based format"). */
public final class PrometheusText extends ExpositionFormat {

    @Override
    public String contentType() {
        return "text/plain; version=0.0.4; charset=utf-8";
    }

    @Override
    void describe(LineBuffer out, Family family) {
        String name = family.sampleName();
        out.text("# HELP " + name + " ");
        out.escaped(family.help(), false);
        out.text("\n# TYPE " + name + " " + family.type().keyword() + "\n");
    }

    @Override
    String bound(double value) {
        return Numbers.text(value);
    }

    @Override
    void end(LineBuffer out) {
        // The last line feed is the end of this format.
    }
}
