package io.inferometer.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Code of every shape, with every method woven, does what it did. */
@Tag("safety")
class WovenBehaviourTest {

    private final CountingSites sites = new CountingSites();
    private final Sites all = new Sites(WovenLoader.everything(), sites);

    private static String outcome(Method method) throws IllegalAccessException {
        try {
            Object result = method.invoke(null);
            return "returned " + (result == null ? "null" : result.getClass().getSimpleName() + " " + result);
        } catch (InvocationTargetException e) {
            Throwable thrown = e.getCause();
            return "threw " + thrown + " because of " + thrown.getCause() + " in "
                    + thrown.getStackTrace()[0].getMethodName();
        }
    }

    static List<Method> cases() {
        return Stream.of(Shapes.class, FlowShapes.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> method.getName().startsWith("case"))
                .sorted(Comparator.comparing(Method::getName))
                .toList();
    }

    private Class<?> woven(Class<?> type) throws ClassNotFoundException {
        Class<?> woven = WovenLoader.ofEveryMethod(all, type).loadClass(type.getName());
        assertThat(woven).isNotSameAs(type);
        return woven;
    }

    private void assertUnchanged(Method method) throws ReflectiveOperationException {
        Method woven = woven(method.getDeclaringClass()).getMethod(method.getName());
        assertThat(outcome(woven)).isEqualTo(outcome(method));
        assertThat(all.notMeasured().nextUnreported())
                .satisfiesAnyOf(
                        none -> assertThat(none).isNull(),
                        failure -> assertThat(failure.why()).contains("abstract"));
        assertThat(sites.entered.get()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void resultsAndExceptionsAreUnchanged(Method method) throws ReflectiveOperationException {
        assertUnchanged(method);
        if (!method.getName().equals("caseStackOverflow")) {
            assertThat(sites.left.get()).as("as many exits as entries").isEqualTo(sites.entered.get());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aSiteThatThrowsOnEntryChangesNothing(Method method) throws ReflectiveOperationException {
        sites.thrownByEnter = new OutOfMemoryError("in measuring");
        assertUnchanged(method);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aSiteThatThrowsOnExitChangesNothing(Method method) throws ReflectiveOperationException {
        sites.thrownByExit = new StackOverflowError("in measuring");
        assertUnchanged(method);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aSiteThatThrowsACheckedExceptionChangesNothing(Method method) throws ReflectiveOperationException {
        sites.thrownByEnter = new java.io.IOException("in measuring");
        sites.thrownByExit = new InterruptedException("in measuring");
        assertUnchanged(method);
    }

    @Test
    void afterAnEntryThatThrewTheExitIsToldNotToMeasure() throws ReflectiveOperationException {
        sites.keepExits = true;
        sites.thrownByEnter = new StackOverflowError();
        assertUnchanged(FlowShapes.class.getMethod("caseRecursion"));
        assertThat(sites.exits)
                .isNotEmpty()
                .allSatisfy(exit -> assertThat(exit[0]).isNull());
    }

    @Test
    void theSiteSeesTheInstanceTheResultAndTheVeryThrowable() throws ReflectiveOperationException {
        sites.keepExits = true;
        Object result = woven(Shapes.class).getMethod("caseGenerics").invoke(null);
        assertThat(sites.exits.get(sites.exits.size() - 1)).containsExactly(42L, null, null, result, null);
        try {
            woven(FlowShapes.class).getMethod("caseThrown").invoke(null);
        } catch (InvocationTargetException e) {
            Object[] exit = sites.exits.get(sites.exits.size() - 1);
            assertThat(exit[3]).isNull();
            assertThat(exit[4]).isSameAs(e.getCause());
        }
        assertThat(sites.failed.get()).isEqualTo(1);
    }

    @Test
    void aThrowableKeepsItsStackTrace() throws ReflectiveOperationException {
        Class<?> woven = woven(FlowShapes.class);
        int[] lines = new int[2];
        for (Class<?> type : new Class<?>[] {FlowShapes.class, woven}) {
            try {
                type.getMethod("caseThrown").invoke(null);
            } catch (InvocationTargetException e) {
                StackTraceElement top = e.getCause().getStackTrace()[0];
                assertThat(top.getMethodName()).isEqualTo("caseThrown");
                lines[type == woven ? 1 : 0] = top.getLineNumber();
            }
        }
        assertThat(lines[1]).isPositive().isEqualTo(lines[0]);
    }
}
