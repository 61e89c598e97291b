package io.inferometer.exporter.api;

import java.util.Random;

/** Shapes that latencies take, in nanoseconds. */
enum Distribution {
    CONSTANT {
        @Override
        double next(Random random) {
            return 1_234_567;
        }
    },
    UNIFORM {
        @Override
        double next(Random random) {
            return 1 + random.nextInt(50_000_000);
        }
    },
    EXPONENTIAL {
        @Override
        double next(Random random) {
            return -3e6 * Math.log1p(-random.nextDouble());
        }
    },
    LOG_NORMAL {
        @Override
        double next(Random random) {
            return 2e6 * Math.exp(random.nextGaussian());
        }
    },
    /** Few calls take very long. */
    PARETO {
        @Override
        double next(Random random) {
            return 1e5 / Math.pow(1 - random.nextDouble(), 1 / 1.2);
        }
    },
    /** A cache in front of a model. */
    BIMODAL {
        @Override
        double next(Random random) {
            return random.nextInt(10) < 9 ? 800 + random.nextInt(400) : 2e8 + random.nextInt(1_000_000);
        }
    },
    /** Some calls too short for the clock. */
    WITH_ZEROS {
        @Override
        double next(Random random) {
            return random.nextInt(20) == 0 ? 0 : 500 + 100 * Math.abs(random.nextGaussian());
        }
    },
    /** From a nanosecond to a month. */
    EVERYTHING {
        @Override
        double next(Random random) {
            return Math.pow(2, random.nextDouble() * 51);
        }
    };

    abstract double next(Random random);

    long[] values(Random random, int count) {
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = (long) next(random);
        }
        return values;
    }
}
