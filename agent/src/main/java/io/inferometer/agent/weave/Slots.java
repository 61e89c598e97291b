package io.inferometer.agent.weave;

import io.inferometer.agent.library.Reading;
import io.inferometer.agent.library.Target;
import io.inferometer.agent.reader.Expression;
import io.inferometer.agent.reader.Expression.Root;
import java.util.ArrayList;
import java.util.List;

/**
 * What of a call its call sites are handed, beside receiver, result and failure. Only what is read costs anything.
 *
 * @param atEnter the parameters that the model is read of, by index, ascending
 * @param atExit the parameters that anything else is read of
 * @param result whether a result that is a primitive is handed over
 */
record Slots(List<Integer> atEnter, List<Integer> atExit, boolean result) {

    /** Of a method that suspends, all is handed over at its beginning, and the continuation last. */
    static Slots of(Target target, Woven woven) {
        Slots declared = of(target);
        if (!woven.suspends() || target.role() != Target.Role.INFERENCE) {
            return declared;
        }
        List<Integer> enter = new ArrayList<>(declared.atEnter);
        for (int index : declared.atExit) {
            if (!enter.contains(index)) {
                enter.add(index);
            }
        }
        add(new Expression(Root.ARGUMENT, Descriptors.parameterCount(woven.descriptor()) - 1, List.of()), enter);
        return new Slots(sorted(enter), List.of(), true);
    }

    static Slots of(Target target) {
        Reading reading = target.reading();
        List<Integer> enter = new ArrayList<>();
        List<Integer> exit = new ArrayList<>();
        boolean result = false;
        switch (target.role()) {
            case INFERENCE -> {
                add(reading.model(), enter);
                add(reading.version(), enter);
                boolean isKnownAtExit =
                        reading.knownBy() != null && reading.knownBy().root() == Root.RESULT;
                add(reading.knownBy(), enter);
                result = addValues(reading, exit) || isKnownAtExit;
            }
            case ACCEPT, PROCESS, DOWNLOAD, MODEL, UPLOAD, NOTIFY, EXPIRE -> {
                add(reading.knownBy(), enter);
                result = reading.knownBy() != null && reading.knownBy().root() == Root.RESULT;
            }
            case LOAD -> {
                add(reading.model(), exit);
                add(reading.device(), exit);
            }
            case DEVICE -> add(reading.device(), exit);
            case ITEM, NEXT, MORE, END -> {
                add(reading.failedWith(), exit);
                result = addValues(reading, exit) || target.role() == Target.Role.MORE;
            }
            case READ -> result = true;
            case UNLOAD, VALUE, OPEN, RELEASE, SUBMIT, CLOSE -> {}
        }
        return new Slots(sorted(enter), sorted(exit), result);
    }

    /** @return whether the result is among what is read */
    private static boolean addValues(Reading reading, List<Integer> to) {
        boolean ofResult = false;
        for (Expression each : new Expression[] {reading.batch(), reading.inputTokens(), reading.outputTokens()}) {
            add(each, to);
            ofResult |= each != null && each.root() == Root.RESULT;
        }
        return ofResult;
    }

    private static void add(Expression expression, List<Integer> to) {
        if (expression != null && expression.root() == Root.ARGUMENT && !to.contains(expression.argument())) {
            to.add(expression.argument());
        }
    }

    private static List<Integer> sorted(List<Integer> indices) {
        indices.sort(null);
        return List.copyOf(indices);
    }

    /** The greatest index of a parameter; −1 for none. */
    int last() {
        int last = -1;
        for (int index : atEnter) {
            last = Math.max(last, index);
        }
        for (int index : atExit) {
            last = Math.max(last, index);
        }
        return last;
    }

    /** Where an argument is among several that are handed over; −1 where it is alone, or none. */
    static int place(Expression expression, List<Integer> handedOver) {
        return expression.root() == Root.ARGUMENT && handedOver.size() > 1
                ? handedOver.indexOf(expression.argument())
                : -1;
    }
}
