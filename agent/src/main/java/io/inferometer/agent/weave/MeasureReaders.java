package io.inferometer.agent.weave;

import io.inferometer.agent.library.Reading;
import io.inferometer.agent.reader.Expression;
import io.inferometer.agent.reader.Expression.Root;
import io.inferometer.agent.reader.ExpressionValue;
import io.inferometer.agent.reader.Reader;
import io.inferometer.agent.record.CallReaders;
import io.inferometer.agent.record.CallReaders.MeasureReader;
import io.inferometer.exporter.api.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import net.bytebuddy.jar.asm.Type;

/** Makes what reads a site's calls of what its declaration says. */
final class MeasureReaders {

    private MeasureReaders() {}

    /** @param problems told of what cannot be read */
    static CallReaders of(SiteSpec spec, Consumer<String> problems) {
        Reading reading = spec.target().reading();
        List<MeasureReader> readers = new ArrayList<>();
        add(Measure.ITEMS, reading.batch(), spec, problems, readers);
        add(Measure.INPUT_TOKENS, reading.inputTokens(), spec, problems, readers);
        add(Measure.OUTPUT_TOKENS, reading.outputTokens(), spec, problems, readers);
        return CallReaders.of(readers);
    }

    private static void add(
            Measure measure, Expression expression, SiteSpec spec, Consumer<String> problems, List<MeasureReader> to) {
        if (expression == null) {
            return;
        }
        to.add(new MeasureReader(measure, expression.root() == Root.RESULT, value(expression, spec, problems)));
    }

    private static ExpressionValue value(Expression expression, SiteSpec spec, Consumer<String> problems) {
        List<Integer> handedOver = spec.handedOver();
        int place = Slots.place(expression, handedOver);
        int sort = expression.root() == Root.ARGUMENT
                ? Type.getArgumentTypes(spec.woven().descriptor())[expression.argument()].getSort()
                : Type.OBJECT;
        boolean isPrimitive = sort < Type.ARRAY;
        if (isPrimitive && !expression.steps().isEmpty()) {
            problems.accept(expression + ": a primitive has neither fields nor methods");
        } else if (sort == Type.BOOLEAN && handedOver.size() == 1) {
            problems.accept(expression + ": a truth value is no number");
        }
        return new ExpressionValue(
                new Reader(expression, problems),
                expression.root(),
                place,
                isPrimitive
                        && sort != Type.BOOLEAN
                        && handedOver.size() == 1
                        && expression.steps().isEmpty());
    }
}
