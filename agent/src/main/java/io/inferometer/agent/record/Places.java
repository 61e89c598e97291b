package io.inferometer.agent.record;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** Where in the code each site is, to find out which open calls are still on their thread's stack. Thread-safe. */
final class Places {

    /** Whether {@link Walk} is initialised, which only {@link Rehearsal} does: who looks for a lost exit is near the end of its stack. */
    private static volatile boolean canWalk;

    static final class Walk {

        private static final StackWalker WALKER = StackWalker.getInstance();

        static {
            // Initialises classes of the JDK. Where the stack ends in the middle of that, they are unusable for ever.
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

    private record Place(String className, String methodName) {
        boolean isOf(StackWalker.StackFrame frame) {
            return frame.getMethodName().equals(methodName)
                    && frame.getClassName().equals(className);
        }
    }

    private final ConcurrentHashMap<Integer, Place> bySite = new ConcurrentHashMap<>();

    void put(int site, String className, String methodName) {
        bySite.put(site, new Place(className, methodName));
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
            Place place = bySite.get(open.site(live));
            while (place != null && frame > entered && !place.isOf(frames.get(frame))) {
                frame--;
            }
            live += frame > entered ? 1 : 0;
            frame -= place == null ? 0 : 1;
        }
        open.truncate(live);
        for (SampledCalls calls : log.sampled()) {
            Place place = bySite.get(calls.site);
            if (place != null && calls.isOpen()) {
                int onStack = 0;
                for (int i = entered + 1; i < frames.size(); i++) {
                    onStack += place.isOf(frames.get(i)) ? 1 : 0;
                }
                calls.keepOpen(onStack);
            }
        }
    }

    /** The current thread only, while it enters a call of this site: whether another one is on its stack. */
    boolean isOnStack(int site) {
        Place place = bySite.get(site);
        if (place == null || !canWalk) {
            return true;
        }
        List<StackWalker.StackFrame> frames = Walk.frames();
        int onStack = 0;
        for (StackWalker.StackFrame frame : frames) {
            onStack += place.isOf(frame) ? 1 : 0;
        }
        return onStack > 1;
    }

    private static boolean isOurs(StackWalker.StackFrame frame) {
        String name = frame.getClassName();
        return name.equals(Places.class.getName())
                || name.equals(Walk.class.getName())
                || name.equals(Recorder.class.getName())
                || name.equals(InferenceSite.class.getName());
    }
}
