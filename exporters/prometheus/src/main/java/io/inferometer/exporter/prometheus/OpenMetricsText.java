package io.inferometer.exporter.prometheus;

/** The OpenMetrics text format 1.0.0 (OpenMetrics specification, "Text format"). */
public final class OpenMetricsText extends ExpositionFormat {

    @Override
    public String contentType() {
        return "application/openmetrics-text; version=1.0.0; charset=utf-8";
    }

    @Override
    void describe(LineBuffer out, Family family) {
        String name = family.name();
        out.text("# TYPE " + name + " " + family.type().keyword() + "\n");
        if (!family.unit().isEmpty()) {
            out.text("# UNIT " + name + " " + family.unit() + "\n");
        }
        out.text("# HELP " + name + " ");
        // Quotes, too, unlike the Prometheus format.
        out.escaped(family.help(), true);
        out.put('\n');
    }

    /** A float in canonical form: {@code 1.0}, not {@code 1} (specification, "Considerations: Canonical Numbers"). */
    @Override
    String bound(double value) {
        String text = Numbers.text(value);
        return text.indexOf('.') < 0 && text.indexOf('e') < 0 ? text + ".0" : text;
    }

    @Override
    void end(LineBuffer out) {
        out.text("# EOF\n");
    }
}
