package io.inferometer.agent.weave;

import io.inferometer.agent.library.Library;
import io.inferometer.agent.library.Target;
import io.inferometer.agent.library.Types;
import io.inferometer.agent.record.Site;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Weaves and calls a method of the agent's own, so that a JVM in which weaving does not work says so instead of showing no
 * models. It also loads and links, on the agent's thread, what the first instrumented method would otherwise wait for.
 */
public final class SelfCheck {

    /** The library of the probe, which no user ever sees. */
    static final String LIBRARY = "self-check";

    private SelfCheck() {}

    /** The method that is woven. Loaded a second time, by a loader of its own. */
    public static final class Probe implements Runnable {
        @Override
        public void run() {
            measured();
        }

        private int measured() {
            return 1;
        }
    }

    /** Counts what it is told. */
    private static final class ProbeSite implements Site {
        private int entered;
        private int left;

        @Override
        public Object enter(Object self) {
            entered++;
            return this;
        }

        @Override
        public void exit(Object call, Object self, Object argument, Object result, Throwable failure) {
            left += call == this && failure == null ? 1 : 0;
        }
    }

    private static final class ProbeLoader extends ClassLoader {
        ProbeLoader() {
            super(ProbeLoader.class.getClassLoader());
        }

        Class<?> define(byte[] file) {
            return defineClass(null, file, 0, file.length);
        }
    }

    /** One line that says what is wrong; empty when nothing is. */
    public static Optional<String> run(Sites sites) {
        try {
            BootClass.require();
            Target target = Target.inference(Types.named(Probe.class.getName()), "measured")
                    .ofModel("self-check", "");
            Library library = Library.of(LIBRARY, List.of(target));
            ProbeLoader loader = new ProbeLoader();
            byte[] woven = new Weaver(sites, BootClass.INTERNAL_NAME)
                    .weave(loader, file(), List.of(library), false, Heritage.NONE);
            Class<?> probe = loader.define(woven);
            ProbeSite site = new ProbeSite();
            sites.use(probe, new Woven(LIBRARY, 0, "measured", "()I", 0, "", "", "", ""), site);
            ((Runnable) probe.getDeclaredConstructor().newInstance()).run();
            return site.entered == 1 && site.left == 1
                    ? Optional.empty()
                    : Optional.of("this JVM (" + Runtime.version()
                            + ") does not link instrumented calls, nothing is measured");
        } catch (ReflectiveOperationException | IOException | RuntimeException | LinkageError failure) {
            return Optional.of(
                    "this JVM (" + Runtime.version() + ") cannot be instrumented, nothing is measured: " + failure);
        }
    }

    private static byte[] file() throws IOException {
        try (InputStream in = SelfCheck.class.getResourceAsStream("SelfCheck$Probe.class")) {
            if (in == null) {
                throw new IOException("the class to check with is missing from the agent's jar");
            }
            return in.readAllBytes();
        }
    }
}
