package io.inferometer.agent.record;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What repairs the books where an exit was lost, or a call could not be recorded because memory or stack ran out. Thread-safe.
 *
 * <p><b>Lost calls.</b> A thread with a log counts its own in {@link OpenCalls#lost}, all others in {@link #count}. Where the stack ends, any
 * method call may fail, an atomic addition among them. Code that loses a call therefore increments the field itself,
 * inside {@code synchronized} on this object: an instruction and no call, and what the JVM does there has a stack reserve of its own.
 *
 * <p><b>Lost exits.</b> A call whose exit did not run stays open. There is doubt ({@link OpenCalls#doubtful}) after an exit that
 * failed, and about an outermost call a second old; then the next entry on the thread looks at its stack ({@link #removeLost}, {@link
 * #isOnStack}). What is not there any more is lost.
 *
 * <p><b>Stores in the place of calls.</b> What undoes half of two steps does so without a call, each where the steps are:
 * {@link InferenceSite} (doubt, and a call that ends unrecorded; a timed call that could not be counted), {@link VirtualCallSite} and
 * {@link VirtualCalls} (a place), {@link PendingCall} (the list of {@link #unclosed} ones), {@link SampledCalls} (a failure), {@link Stripe} (its
 * flag), {@link EventLog} (a chunk that was taken and not used). They cannot be behind a method: calling it is what fails.
 */
final class LostCalls {

    /** How long a call is open before its thread's stack is looked at, and again if it is still there. */
    private static final long DOUBTFUL_NANOS = 1_000_000_000L;

    /** Written under this object's monitor. */
    volatile long count;

    /** The latest of the asynchronous calls that are over and still seem to be in flight; under the monitor. */
    PendingCall unclosed;

    /** Whether {@link Walk} is initialised, which only {@link Rehearsal} does: who looks for a lost exit is near the end of its stack. */
    private static volatile boolean canWalk;

    static final class Walk {

        private static final StackWalker WALKER = StackWalker.getInstance();

        static {
            // Initialises classes of the JDK. Those that run out of stack meanwhile can never be used again.
            frames();
            canWalk = true;
        }

        private Walk() {}

        private static List<StackWalker.StackFrame> frames() {
            List<StackWalker.StackFrame> frames = new ArrayList<>();
            WALKER.forEach(frames::add);
            return frames;
        }
    }

    private final ConcurrentHashMap<Integer, CallPlaces> bySite = new ConcurrentHashMap<>();

    /** Says where in the code a site is, one of those that share its id. */
    void place(int site, String className, String methodName) {
        bySite.computeIfAbsent(site, id -> new CallPlaces()).add(className, methodName);
    }

    /** Whether what began, or was looked at, at {@code since} is to be looked for on the stack. */
    static boolean isDoubtful(long since, long now) {
        return now - since > DOUBTFUL_NANOS;
    }

    /** The reader only: closes the calls that are over. */
    void closeUnclosed() {
        PendingCall each;
        synchronized (this) {
            each = unclosed;
            unclosed = null;
        }
        for (; each != null; each = each.unclosedBefore) {
            each.close();
        }
    }

    /** The current thread only, while it enters a call: removes open calls that are no longer on its stack, sooner or later. */
    void removeLost(ThreadLog log) {
        if (!canWalk) {
            return;
        }
        OpenCalls open = log.open;
        List<StackWalker.StackFrame> frames = Walk.frames();
        int entered = 0;
        while (entered < frames.size() && isOurs(frames.get(entered))) {
            entered++;
        }
        int frame = frames.size() - 1;
        int live = 0;
        // Outermost first, on both sides: nothing was entered since the exit was lost, so what is lost lies inside all
        // others.
        // The call of the method being entered is not open yet.
        while (live < open.size() && frame > entered) {
            CallPlaces place = bySite.get(open.site(live));
            while (place != null && frame > entered && !place.hold(frames.get(frame))) {
                frame--;
            }
            live += frame > entered ? 1 : 0;
            frame -= place == null ? 0 : 1;
        }
        open.truncate(live);
        for (SampledCalls calls : log.sampled()) {
            CallPlaces place = bySite.get(calls.site);
            if (place != null && calls.isOpen()) {
                int onStack = 0;
                for (int i = entered + 1; i < frames.size(); i++) {
                    onStack += place.hold(frames.get(i)) ? 1 : 0;
                }
                calls.keepOpen(onStack);
            }
        }
    }

    /** The current thread only, while it enters a call of this site: whether another one is on its stack. */
    boolean isOnStack(int site) {
        CallPlaces place = bySite.get(site);
        if (place == null || !canWalk) {
            return true;
        }
        List<StackWalker.StackFrame> frames = Walk.frames();
        int onStack = 0;
        for (StackWalker.StackFrame frame : frames) {
            onStack += place.hold(frame) ? 1 : 0;
        }
        return onStack > 1;
    }

    private static boolean isOurs(StackWalker.StackFrame frame) {
        String name = frame.getClassName();
        return name.equals(LostCalls.class.getName())
                || name.equals(Walk.class.getName())
                || name.equals(InferenceSite.class.getName());
    }
}
