package io.inferometer.benchmark.agents;

import ai.onnxruntime.OrtSession;
import java.util.Arrays;

/**
 * Loops of one shape, each compiled by itself. The volatile read keeps the compiler from removing a loop with an empty
 * body; it is part of every loop's figure, the floor's too. Not thread-safe.
 */
enum Work {
    EMPTY {
        @Override
        long run(int calls) {
            int i = 0;
            while (running && i < calls) {
                i++;
            }
            return i;
        }
    },
    ONE_CLOCK_READ {
        @Override
        long run(int calls) {
            long sum = 0;
            for (int i = 0; running && i < calls; i++) {
                sum += System.nanoTime();
            }
            return sum;
        }
    },
    TWO_CLOCK_READS {
        @Override
        long run(int calls) {
            long sum = 0;
            for (int i = 0; running && i < calls; i++) {
                long start = System.nanoTime();
                sum += System.nanoTime() - start;
            }
            return sum;
        }
    },
    METHOD {
        @Override
        long run(int calls) {
            Scorer scorer = new Scorer();
            for (int i = 0; running && i < calls; i++) {
                scorer.score();
            }
            return calls;
        }
    },
    INSTANCES {
        @Override
        long run(int calls) {
            OrtSession[] sessions = new OrtSession[8];
            Arrays.setAll(sessions, i -> new OrtSession());
            for (int i = 0; running && i < calls; i++) {
                sessions[i & (sessions.length - 1)].run(null);
            }
            return calls;
        }
    };

    private static volatile boolean running = true;

    /** @return something that depends on every call */
    abstract long run(int calls);
}
