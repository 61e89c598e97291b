package io.inferometer.agent.premain;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.security.PrivilegedAction;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * The one thread that premain starts, and the agent. The agent is created on first use: by this thread, once the application has had its
 * first moments, or by an application thread that loads a candidate.
 */
public final class AgentStart extends Thread {

    /** Not what {@code -Xss} gives, which may be enough for the application's threads alone. */
    private static final long STACK_BYTES = 1 << 20;

    private static final long FIRST_MOMENTS_NANOS = 100_000_000L;

    /** Between two tries, when there was no memory. */
    private static final long PAUSE_MILLIS = 100;

    /** What is remembered of classes that came when there was no memory, until the next look at them. */
    private static final int MAX_UNSEEN = 100;

    /** A class that could not be looked at. No record, whose methods are linked at run time. */
    public static final class Unseen {

        private final String name;
        private final Throwable why;
        private final boolean candidate;

        Unseen(String name, Throwable why, boolean candidate) {
            this.name = name;
            this.why = why;
            this.candidate = candidate;
        }

        /** With slashes; null if it has none. */
        public String name() {
            return name;
        }

        /** What was thrown. */
        public Throwable why() {
            return why;
        }

        /** Whether it is known to be a candidate; else it may be one. */
        public boolean isCandidate() {
            return candidate;
        }
    }

    private final String options;
    private final Properties system;
    private final Instrumentation instrumentation;
    private final AgentJar jar;
    private final boolean attached;
    // Made at once, for what is remembered is that there is no memory.
    private final String[] unseen = new String[MAX_UNSEEN];
    private final Throwable[] reasons = new Throwable[MAX_UNSEEN];
    private final boolean[] candidates = new boolean[MAX_UNSEEN];
    private int unseenCount;
    private final long begun = System.nanoTime();
    private final Object moments = new Object();
    private final Object choosing = new Object();
    private boolean hurried;
    private CandidateFilter filter;
    private volatile Starter agent;

    /** Whether this JVM is left alone; null until the first who would create the agent has asked. */
    private volatile Boolean leftAlone;

    /**
     * @param options what follows {@code -javaagent:inferometer-agent.jar=}, or null
     * @param system the system properties of the start, which the application may change before they are read
     * @param jar the agent's jar
     * @param attached whether the application runs already
     */
    AgentStart(String options, Properties system, Instrumentation instrumentation, AgentJar jar, boolean attached) {
        super(null, null, "inferometer-start", STACK_BYTES, false);
        this.options = options;
        this.system = system;
        this.instrumentation = instrumentation;
        this.jar = jar;
        this.attached = attached;
        setDaemon(true);
        // The application's own would be kept from being unloaded.
        setContextClassLoader(null);
    }

    /** Names the filter that hands its candidates on to this. Called before the start. */
    void use(CandidateFilter itsFilter) {
        filter = itsFilter;
    }

    public String options() {
        return options;
    }

    public Properties system() {
        return system;
    }

    public Instrumentation instrumentation() {
        return instrumentation;
    }

    public AgentJar jar() {
        return jar;
    }

    public boolean isAttached() {
        return attached;
    }

    /** Starts the agent, and tries again while there is no memory for it, or after this thread was stopped. */
    @Override
    public void run() {
        boolean again = true;
        while (again) {
            try {
                again = !begin();
            } catch (Throwable passing) {
                // Thread.stop may strike a second time while the first failure is taken care of.
                again = true;
            }
        }
    }

    /** Starts the agent on this thread, and returns whether there is nothing more to do. */
    boolean begin() {
        try {
            leaveFirstMoments();
            if (!isLeftAlone()) {
                agent().start();
                filter.askAhead(ClassLoader.getSystemClassLoader());
            }
            return true;
        } catch (Exception | LinkageError failure) {
            Premain.report(failure);
            return true;
        } catch (Error passing) {
            if (attached) {
                Premain.report(passing);
            } else {
                pause();
            }
            return attached;
        }
    }

    /** The application's first moments are its own; a short program ends before anything here has begun. */
    private void leaveFirstMoments() {
        synchronized (moments) {
            for (long left = nanosLeft(); !hurried && left > 0; left = nanosLeft()) {
                try {
                    moments.wait(left / 1_000_000 + 1);
                } catch (InterruptedException applications) {
                    // Nobody of ours interrupts this thread.
                }
            }
        }
    }

    private long nanosLeft() {
        return attached ? 0 : begun + FIRST_MOMENTS_NANOS - System.nanoTime();
    }

    private static void pause() {
        try {
            sleep(PAUSE_MILLIS);
        } catch (InterruptedException sooner) {
            return;
        }
    }

    /** Ends the application's first moments. Called by any thread. */
    public void hurry() {
        synchronized (moments) {
            hurried = true;
            moments.notifyAll();
        }
    }

    /** Remembers a class that could not be looked at. Called by any thread; needs no memory. */
    void missed(String name, Throwable why, boolean isCandidate) {
        synchronized (unseen) {
            if (unseenCount < MAX_UNSEEN) {
                unseen[unseenCount] = name;
                reasons[unseenCount] = why;
                candidates[unseenCount] = isCandidate;
                unseenCount++;
            }
        }
    }

    /** Returns the classes that could not be looked at since the last call. */
    public List<Unseen> takeUnseen() {
        synchronized (unseen) {
            if (unseenCount == 0) {
                return List.of();
            }
            List<Unseen> taken = new ArrayList<>(unseenCount);
            for (int i = 0; i < unseenCount; i++) {
                taken.add(new Unseen(unseen[i], reasons[i], candidates[i]));
            }
            for (; unseenCount > 0; unseenCount--) {
                unseen[unseenCount - 1] = null;
                reasons[unseenCount - 1] = null;
            }
            return taken;
        }
    }

    /** Creates the agent before anybody needs it. */
    void prepare() throws IOException, ReflectiveOperationException {
        if (!isLeftAlone()) {
            agent();
        }
    }

    /** Hands over the options of a further start. */
    void accept(String further) throws IOException, ReflectiveOperationException {
        if (!isLeftAlone()) {
            agent().accept(further);
        }
    }

    /** A JVM that records an archive of its classes would leave out the instrumented ones. Says so the first time. */
    private boolean isLeftAlone() {
        Boolean known = leftAlone;
        if (known == null) {
            known = isRecorded();
            if (isNews(known)) {
                System.err.println(
                        "inferometer INFO this JVM records an archive of its classes (AOT cache or class-data sharing),"
                                + " which would lack the instrumented ones: it is not measured");
            }
        }
        return known;
    }

    private boolean isRecorded() {
        try {
            return ClassArchiving.isRecorded(instrumentation, jar);
        } catch (LinkageError overwritten) {
            // What is read next from the jar tells.
            return false;
        }
    }

    /** Asked without a lock, as {@link #create} works without one: two threads may ask at the same time. */
    private boolean isNews(boolean isArchived) {
        synchronized (choosing) {
            boolean first = leftAlone == null;
            leftAlone = isArchived;
            return first && isArchived;
        }
    }

    /** Returns the agent, created unless it exists. */
    private Starter agent() throws IOException, ReflectiveOperationException {
        Starter made = agent;
        return made == null ? choose(create()) : made;
    }

    /**
     * Creates an agent in a loader of its own. No lock is held: it would be held while classes are loaded, and another thread may wait
     * for it that holds the lock of one of them.
     */
    private Starter create() throws IOException, ReflectiveOperationException {
        jar.check(NestedJarLoader.CORE);
        Starter made = (Starter) NestedJarLoader.ofAgent(jar)
                .loadClass("io.inferometer.agent.Agent")
                .getDeclaredConstructor()
                .newInstance();
        made.prepare(this);
        return made;
    }

    /** Of agents that two threads created at the same time, the first is used. */
    private Starter choose(Starter created) {
        synchronized (choosing) {
            if (agent == null) {
                agent = created;
            }
            return agent;
        }
    }

    /** Instruments a candidate, or returns null. */
    byte[] transform(ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] file) {
        if (!OwnPermissions.areLimited()) {
            return weave(loader, name, redefined, domain, file);
        }
        return OwnPermissions.run(new PrivilegedAction<byte[]>() {
            @Override
            public byte[] run() {
                return weave(loader, name, redefined, domain, file);
            }
        });
    }

    private byte[] weave(ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] file) {
        try {
            return isLeftAlone() ? null : agent().transform(loader, name, redefined, domain, file);
        } catch (Throwable failure) {
            missed(name, failure, true);
            return null;
        }
    }
}
