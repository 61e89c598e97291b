package io.inferometer.agent.spool;

import io.inferometer.exporter.api.AgentStats;

/** The agent's own figures as a section. */
final class AgentCodec {

    private static final int RECORDED = 1;
    private static final int AGGREGATED = 2;
    private static final int FOLDED = 3;
    private static final int LOST = 4;
    private static final int WEAVING_ERRORS = 5;
    private static final int MEASURING_ERRORS = 6;
    private static final int CLAMPED_DURATIONS = 7;
    private static final int IGNORED_ITEMS = 8;

    private AgentCodec() {}

    static void write(MessageWriter out, AgentStats agent) {
        out.number(RECORDED, agent.recorded());
        out.number(AGGREGATED, agent.aggregated());
        out.number(FOLDED, agent.folded());
        out.number(LOST, agent.lost());
        out.number(WEAVING_ERRORS, agent.weavingErrors());
        out.number(MEASURING_ERRORS, agent.measuringErrors());
        out.number(CLAMPED_DURATIONS, agent.clampedDurations());
        out.number(IGNORED_ITEMS, agent.ignoredItems());
    }

    static AgentStats read(Message in) throws DamagedException {
        return new AgentStats(
                in.number(RECORDED),
                in.number(AGGREGATED),
                in.number(FOLDED),
                in.number(LOST),
                in.number(WEAVING_ERRORS),
                in.number(MEASURING_ERRORS),
                in.number(CLAMPED_DURATIONS),
                in.number(IGNORED_ITEMS));
    }
}
