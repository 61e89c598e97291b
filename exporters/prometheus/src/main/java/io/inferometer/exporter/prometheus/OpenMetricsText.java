package io.inferometer.exporter.prometheus;

/** The OpenMetrics text format 1.0.0 (OpenMetrics specification, "Text format"). */
public final class OpenMetricsText extends ExpositionFormat {

    @Override
    public String contentType() {
        return "application/openmetrics-text; version=1.0.0; charset=utf-8";
    }

    @Override
    void describe(StringBuilder out, Family family) {
        String name = family.name();
        out.append("# TYPE ").append(name).append(' ').append(family.type().keyword());
        if (!family.unit().isEmpty()) {
            out.append("\n# UNIT ").append(name).append(' ').append(family.unit());
        }
        out.append("\n# HELP ").append(name).append(' ');
        Escapes.quoted(out, family.help());
        out.append('\n');
    }

    /** A float in canonical form: {@code 1.0}, not {@code 1} (specification, "Considerations: Canonical Numbers"). */
    @Override
    String bound(double value) {
        String text = Numbers.text(value);
        return text.indexOf('.') < 0 && text.indexOf('e') < 0 ? text + ".0" : text;
    }

    @Override
    void end(StringBuilder out) {
        out.append("# EOF\n");
    }
}
