package io.inferometer.agent.delivery;

import io.inferometer.agent.thread.Task;

/** How an exporter gets its windows. Confined to the exporter's thread. */
interface Deliverer extends Task {

    /** How many windows were taken from the lanes and are neither settled nor put back, of those in memory alone. */
    int inHand();
}
