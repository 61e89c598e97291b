package io.inferometer.agent.log;

/** How much is logged; each level includes those before it. */
enum Level {
    OFF,
    ERROR,
    WARN,
    INFO,
    DEBUG;

    private static final Level[] ALL = values();

    /** The level of that name in any case; {@code INFO} for a name that is none, as the configuration reports those. */
    static Level named(String name) {
        for (Level level : ALL) {
            if (level.name().equalsIgnoreCase(name)) {
                return level;
            }
        }
        return INFO;
    }

    boolean includes(Level other) {
        return other.compareTo(this) <= 0;
    }
}
