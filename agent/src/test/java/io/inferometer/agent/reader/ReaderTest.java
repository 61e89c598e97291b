package io.inferometer.agent.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ReaderTest {

    private static class Base {
        @SuppressWarnings("unused")
        private final String name = "base's";
    }

    private interface Counted {
        default int count() {
            return 4;
        }
    }

    @SuppressWarnings("unused")
    private static final class Model extends Base implements Counted {
        static int notOfAnInstance = 9;
        private final long rows = 1L << 40;
        private final boolean flag = true;
        final double share = 2.9;
        final int[] shape = {7, 8};
        private final Model next;

        Model(Model next) {
            this.next = next;
        }

        Model next() {
            return next;
        }

        private List<String> tags() {
            return List.of("a", "b", "c");
        }

        void nothing() {}

        String failing() {
            throw new IllegalStateException("closed");
        }
    }

    private final List<String> problems = new ArrayList<>();
    private final Model model = new Model(new Model(null));

    private Reader reader(String expression) {
        return new Reader(Expression.parse(expression), problems::add);
    }

    private Object value(String expression, Object root) throws Throwable {
        return reader(expression).value(root);
    }

    private long number(String expression, Object root) throws Throwable {
        return reader(expression).number(root);
    }

    @Test
    void fieldsAndMethodsOfAnyVisibilityAndOfAnySupertype() throws Throwable {
        assertThat(value("this.name", model)).isEqualTo("base's");
        assertThat(value("this.count()", model)).isEqualTo(4);
        assertThat(value("this.next().name", model)).isEqualTo("base's");
        assertThat(value("this.next.next.name", new Model(model))).isEqualTo("base's");
        assertThat(value("arg0", model)).isSameAs(model);
        assertThat(problems).isEmpty();
    }

    @Test
    void numbersAndHowMuchSomethingHolds() throws Throwable {
        assertThat(number("this.rows", model)).isEqualTo(1L << 40);
        assertThat(number("this.share", model)).isEqualTo(2);
        assertThat(number("this.tags()", model)).isEqualTo(3);
        assertThat(number("this.tags().size()", model)).isEqualTo(3);
        assertThat(number("this.shape", model)).isEqualTo(2);
        assertThat(number("this.shape.length", model)).isEqualTo(2);
        assertThat(number("arg0", List.of(1, 2))).isEqualTo(2);
        assertThat(number("arg0", Map.of("a", 1))).isEqualTo(1);
        assertThat(number("arg0", 5)).isEqualTo(5);
        assertThat(number("arg0", 'A')).isEqualTo(65);
        assertThat(number("arg0", Optional.of(List.of(1, 2)))).isEqualTo(2);
        assertThat(number("arg0", Optional.empty())).isEqualTo(Values.UNKNOWN);
        assertThat(number("arg0[0].length()", Optional.of("abc"))).isEqualTo(3);
        assertThat(problems).isEmpty();
    }

    @Test
    void whatIsOfNoUseIsSaidOnce() throws Throwable {
        Reader name = reader("this.name");
        for (int i = 0; i < 3; i++) {
            assertThat(name.number(model)).isEqualTo(Values.UNKNOWN);
        }
        assertThat(number("arg0", "text")).isEqualTo(Values.UNKNOWN);
        assertThat(number("this.flag", model)).isEqualTo(Values.UNKNOWN);
        assertThat(number("this.next.next", model)).as("nothing there").isEqualTo(Values.UNKNOWN);
        assertThat(problems)
                .containsExactly(
                        "this.name: an object of java.lang.String is neither a number nor something that holds a number"
                                + " of things",
                        "arg0: an object of java.lang.String is neither a number nor something that holds a number of"
                                + " things",
                        "this.flag: an object of java.lang.Boolean is neither a number nor something that holds a number"
                                + " of things");
        problems.clear();
        Reader next = reader("this.next");
        next.noName("");
        next.noName(0);
        next.noName(Optional.empty());
        assertThat(problems).isEmpty();
        next.noName(List.of("a"));
        next.noName(List.of("a"));
        assertThat(problems).singleElement().asString().startsWith("this.next: an object of java.util.Immutable");
    }

    @Test
    void theFirstOfSeveral() throws Throwable {
        assertThat(value("arg0[0]", List.of("a", "b"))).isEqualTo("a");
        assertThat(value("arg0[0]", Set.of("a"))).isEqualTo("a");
        assertThat(value("arg0[0].length()", Map.of("key", "value"))).isEqualTo(5);
        assertThat(value("arg0[0]", new String[] {"a"})).isEqualTo("a");
        assertThat(number("this.shape[0]", model)).isEqualTo(7);
        assertThat(number("arg0[0]", new long[] {3, 4})).isEqualTo(3);
        assertThat(number("arg0[0][0]", List.of(new short[] {6}))).isEqualTo(6);
        assertThat(reader("this.tags()[0]").truth(model)).isTrue();
        for (Object empty : List.of(List.of(), Set.of(), Map.of(), new String[0], new int[0], new long[0], "text")) {
            assertThat(value("arg0[0].name", empty)).isNull();
            assertThat(number("arg0[0]", empty)).isEqualTo(Values.UNKNOWN);
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void classesOfTheJdkByWhatIsPublicOfThem() throws Throwable {
        assertThat(number("arg0.size()", Collections.unmodifiableList(Arrays.asList(1, 2))))
                .isEqualTo(2);
        assertThat(value("arg0.getFileName()", Path.of("/models/minilm.onnx"))).hasToString("minilm.onnx");
        assertThat(value("arg0.value", "text")).as("private in java.lang").isNull();
        assertThat(problems).containsExactly("arg0.value: java.lang.String has no field value that can be read");
    }

    @Test
    void whatIsNotThereIsSaidOncePerClassAndAnswersNothing() throws Throwable {
        Reader misspelt = reader("this.nmae");
        for (int i = 0; i < 3; i++) {
            assertThat(misspelt.value(model)).isNull();
            assertThat(misspelt.number(model)).isEqualTo(Values.UNKNOWN);
        }
        assertThat(problems)
                .containsExactly("this.nmae: " + Model.class.getName() + " has no field nmae that can be read");
        assertThat(value("this.nothing()", model))
                .as("a method without a result")
                .isNull();
        assertThat(value("this.notOfAnInstance", model)).as("a static field").isNull();
        assertThat(problems).hasSize(3);
    }

    @Test
    void nothingOnTheWayEndsIt() throws Throwable {
        assertThat(value("this.next().next().next()", model)).isNull();
        assertThat(number("this.next.next.rows", model)).isEqualTo(Values.UNKNOWN);
        assertThat(value("this.name", null)).isNull();
    }

    @Test
    void whatAMethodThrowsIsTheCallers() {
        assertThatThrownBy(() -> value("this.failing()", model)).hasMessage("closed");
    }

    @Test
    void whatWaitsIsNotAskedAgain() throws Throwable {
        AtomicInteger asked = new AtomicInteger();
        Object slow = new Object() {
            @SuppressWarnings("unused")
            int rows() throws InterruptedException {
                Thread.sleep(asked.getAndIncrement() == 0 ? 120 : 1_000);
                return 7;
            }
        };
        Reader rows = reader("this.rows()");
        assertThat(rows.number(slow)).isEqualTo(7);
        assertThat(problems).as("once may be the machine").isEmpty();
        assertThat(rows.number(slow)).isEqualTo(7);
        assertThat(rows.number(slow)).isEqualTo(Values.UNKNOWN);
        assertThat(rows.value(slow)).isNull();
        assertThat(asked).hasValue(2);
        assertThat(problems)
                .singleElement()
                .asString()
                .matches("this.rows\\(\\): took 1\\d\\d\\d ms, and is not read any more");
    }

    @Test
    void whatHoldsUpManyThreadsAtOnceIsOnce() throws Throwable {
        Object slow = new Object() {
            @SuppressWarnings("unused")
            int rows() throws InterruptedException {
                Thread.sleep(120);
                return 7;
            }
        };
        Reader rows = reader("this.rows()");
        // As a garbage collection does.
        ExecutorService threads = Executors.newFixedThreadPool(4);
        Runnable read = () -> assertThatCode(() -> rows.number(slow)).doesNotThrowAnyException();
        threads.invokeAll(Collections.nCopies(4, Executors.callable(read)));
        threads.shutdown();
        assertThat(problems).isEmpty();
        assertThat(rows.number(slow) + rows.number(slow)).isEqualTo(14);
        assertThat(problems).hasSize(1);
    }

    @Test
    void aStateOrACollectionThatWaitsIsNotAskedAgainEither() throws Throwable {
        AtomicInteger asked = new AtomicInteger();
        Object slow = new Object() {
            @SuppressWarnings("unused")
            boolean isOpen() throws InterruptedException {
                asked.getAndIncrement();
                Thread.sleep(1_000);
                return true;
            }
        };
        Reader open = reader("this.isOpen()");
        assertThat(open.truth(slow)).isTrue();
        assertThat(open.truth(slow)).isNull();
        assertThat(asked).hasValue(1);

        List<String> lazy = new AbstractList<>() {
            @Override
            public String get(int index) {
                asked.getAndIncrement();
                LockSupport.parkNanos(1_100_000_000L);
                return "a";
            }

            @Override
            public int size() {
                return 1;
            }
        };
        Reader first = reader("arg0[0]");
        assertThat(first.value(lazy)).isEqualTo("a");
        assertThat(first.value(lazy)).isNull();
        assertThat(asked).hasValue(2);
        assertThat(problems).hasSize(2);
    }

    @Test
    void namesAreTextsNumbersConstantsAddressesAndTimes() {
        assertThat(Values.text("bert")).isEqualTo("bert");
        assertThat(Values.text(7)).isEqualTo("7");
        assertThat(Values.text(Thread.State.NEW)).isEqualTo("NEW");
        assertThat(Values.text(Path.of("a", "b"))).isEqualTo(Path.of("a", "b").toString());
        assertThat(Values.text(LocalDate.of(2026, 11, 30))).isEqualTo("2026-11-30");
        assertThat(Values.text(Optional.of("bert"))).isEqualTo("bert");
        assertThat(Values.text(Optional.empty())).isNull();
        assertThat(Values.text("")).isNull();
        assertThat(Values.text(" \t")).isNull();
        assertThat(Values.text(null)).isNull();
        assertThat(Values.text(new Object())).isNull();
    }

    @Test
    void modelsAreNamedAfterFiles() {
        assertThat(Values.fileName("/models/churn.json")).isEqualTo("churn");
        assertThat(Values.fileName("/models/saved/")).isEqualTo("saved");
        assertThat(Values.fileName("C:\\models\\v2\\minilm.ort")).isEqualTo("minilm");
        assertThat(Values.fileName("/")).isEmpty();
        assertThat(Values.fileName("/models/churn.v2.onnx")).isEqualTo("churn.v2");
        assertThat(Values.fileName("https://host/models/churn.onnx?key=a/b&x=1"))
                .isEqualTo("churn");
        assertThat(Values.fileName("/what?/churn.h5")).isEqualTo("churn");
    }

    @Test
    void aNumberWithAPointIsNoEnding() {
        for (String name : List.of("Llama-3.2-1B-Instruct-JQ4", "resnet_v1.5", "mobilenet_1.0_224", "qwen2.5-0.5b")) {
            assertThat(Values.fileName("/models/" + name)).isEqualTo(name);
            assertThat(Values.fileName("/models/" + name + ".gguf")).isEqualTo(name);
        }
    }
}
