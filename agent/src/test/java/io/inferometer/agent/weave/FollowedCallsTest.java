package io.inferometer.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.custom.CustomValues;
import io.inferometer.agent.library.Libraries;
import io.inferometer.agent.library.Library;
import io.inferometer.agent.library.Naming;
import io.inferometer.agent.library.Target;
import io.inferometer.agent.library.Target.Role;
import io.inferometer.agent.library.Types;
import io.inferometer.agent.model.ModelRegistry;
import io.inferometer.agent.record.CallSink;
import io.inferometer.agent.record.MeasureValues;
import io.inferometer.agent.record.Recorder;
import io.inferometer.agent.record.SiteErrors;
import io.inferometer.exporter.api.Measure;
import io.inferometer.exporter.api.Outcome;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** Calls that go on after their methods have returned: tokens that an iterator answers, or that a handler is told. */
class FollowedCallsTest {

    /** What a call is made with. */
    public static class Request {
        final String model;
        final int[] tokens;

        Request(String model, int... tokens) {
            this.model = model;
            this.tokens = tokens;
        }
    }

    interface Handler {
        void onToken(Request of, String token);

        void onEnd(Request of, int tokens);

        void onError(Request of, Throwable failure);
    }

    static class Tokens implements Iterator<String> {
        private final Request request;
        private int at;

        Tokens(Request request) {
            this.request = request;
        }

        @Override
        public boolean hasNext() {
            return at < request.tokens.length;
        }

        @Override
        public String next() {
            if (request.tokens[at] < 0) {
                throw new NoSuchElementException("broken");
            }
            return String.valueOf(request.tokens[at++]);
        }
    }

    static class Engine {
        Tokens generate(Request request) {
            if (request.tokens.length == 0) {
                throw new IllegalArgumentException("no tokens");
            }
            return new Tokens(request);
        }

        void stream(Request request, Handler handler) {
            for (int token : request.tokens) {
                if (token < 0) {
                    handler.onError(request, new IllegalStateException("broken"));
                    return;
                }
                handler.onToken(request, "" + token);
            }
            handler.onEnd(request, request.tokens.length);
        }
    }

    /** The application's, two levels below the interface. */
    abstract static class Quiet implements Handler {
        @Override
        public void onToken(Request of, String token) {}
    }

    static class Mine extends Quiet {
        @Override
        public void onEnd(Request of, int tokens) {
            if (tokens == 4) {
                throw new UnsupportedOperationException("of the application");
            }
        }

        @Override
        public void onError(Request of, Throwable failure) {}
    }

    public static class Scenario implements Runnable {
        @Override
        public void run() {
            Engine engine = new Engine();
            Iterator<String> unfinished = engine.generate(new Request("left", 1, 2));
            unfinished.next();
            for (Iterator<String> each = engine.generate(new Request("a", 1, 2, 3)); each.hasNext(); ) {
                each.next();
            }
            quietly(() -> engine.generate(new Request("a", -1)).next());
            quietly(() -> engine.generate(new Request("a")));
            Handler shared = new Mine();
            engine.stream(new Request("b", 1, 2), shared);
            engine.stream(new Request("b", 5, -1), shared);
            quietly(() -> engine.stream(new Request("b", 1, 2, 3, 4), shared));
        }

        private static void quietly(Runnable call) {
            try {
                call.run();
            } catch (RuntimeException expected) {
                // It is the application's, and unchanged.
            }
        }
    }

    private static final Types ENGINE = Types.named(Engine.class.getName());
    private static final Types TOKENS = Types.named(Tokens.class.getName());
    private static final Types HANDLER = Types.subtypeOf(Handler.class.getName());
    private static final String REQUEST = Request.class.getName();

    private static final Library LIBRARY = new Library(
            "engine",
            "Engine",
            "1",
            Naming.NONE,
            List.of(
                    Target.inference(ENGINE, "generate")
                            .model("arg0.model")
                            .inputTokens("arg0.tokens")
                            .followed("result"),
                    Target.progress(TOKENS, "next", Role.NEXT),
                    Target.progress(TOKENS, "hasNext", Role.MORE),
                    Target.inference(ENGINE, "stream").model("arg0.model").followed("arg1"),
                    Target.progress(HANDLER, "onToken", Role.ITEM).withParameters(REQUEST, "java.lang.String"),
                    Target.progress(HANDLER, "onEnd", Role.END)
                            .withParameters(REQUEST, "int")
                            .outputTokens("arg1"),
                    Target.progress(HANDLER, "onError", Role.END)
                            .withParameters(REQUEST, "java.lang.Throwable")
                            .failedWith("arg1")));

    @Test
    void eachEndsOnceWithItsOutcomeItemsAndTokens() throws ReflectiveOperationException {
        Recorder recorder = new Recorder();
        ModelRegistry registry = new ModelRegistry(recorder, 100, Map.of());
        SiteErrors errors = new SiteErrors();
        List<String> problems = new ArrayList<>();
        Sites sites = new Sites(
                new Libraries(List.of(), List.of(LIBRARY)),
                new ModelSites(
                        recorder,
                        registry,
                        failure -> failure instanceof IllegalArgumentException
                                ? Outcome.CLIENT_ERROR
                                : Outcome.SERVER_ERROR,
                        event -> {},
                        new CustomValues(),
                        errors,
                        (method, problem) -> problems.add(problem),
                        stage -> null));
        WovenLoader loader = new WovenLoader(
                getClass().getClassLoader(),
                sites,
                name -> name.startsWith(FollowedCallsTest.class.getName() + "$"),
                List.of(LIBRARY),
                false);
        Constructor<?> scenario = loader.loadClass(Scenario.class.getName()).getDeclaredConstructor();
        ((Runnable) scenario.newInstance()).run();

        List<String> calls = new ArrayList<>();
        recorder.drain(new CallSink() {
            @Override
            public void call(int model, int outcome, long nanos, long items) {
                calls.add(registry.id(model).name() + " " + Outcome.values()[outcome]);
            }

            @Override
            public void call(int model, int outcome, long nanos, MeasureValues values) {
                StringBuilder text =
                        new StringBuilder(registry.id(model).name()).append(' ').append(Outcome.values()[outcome]);
                for (int m = values.next(0); m >= 0; m = values.next(m + 1)) {
                    Measure measure = Measure.values()[m];
                    boolean isTime = measure == Measure.TIME_TO_FIRST_ITEM || measure == Measure.TIME_PER_ITEM;
                    text.append(' ').append(measure).append(isTime ? "" : "=" + values.get(m));
                }
                calls.add(text.toString());
            }
        });
        assertThat(calls)
                .containsExactly(
                        "a SUCCESS INPUT_TOKENS=3 TIME_TO_FIRST_ITEM TIME_PER_ITEM",
                        "a SERVER_ERROR INPUT_TOKENS=1",
                        "a CLIENT_ERROR INPUT_TOKENS=0",
                        "b SUCCESS OUTPUT_TOKENS=2 TIME_TO_FIRST_ITEM TIME_PER_ITEM",
                        "b SERVER_ERROR TIME_TO_FIRST_ITEM",
                        "b SUCCESS OUTPUT_TOKENS=4 TIME_TO_FIRST_ITEM TIME_PER_ITEM");
        long[] inFlight = new long[1];
        recorder.inFlight(System.nanoTime(), (model, count, oldest) -> inFlight[0] += count);
        assertThat(inFlight[0]).as("the one that was left").isEqualTo(1);
        assertThat(problems).isEmpty();
        assertThat(errors.first()).isEmpty();
    }
}
