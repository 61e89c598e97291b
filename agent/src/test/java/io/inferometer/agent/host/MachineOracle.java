package io.inferometer.agent.host;

import io.inferometer.exporter.api.HostFigure;
import java.io.IOException;
import java.util.Map;

/** Says of this machine what a row says, from what the agent's own code does not read, or reads otherwise. */
interface MachineOracle {

    /** Returns the figures that it knows, in the units of rows; those that rows give as growth since the start of the machine or process. */
    Map<HostFigure, Double> read() throws IOException;
}
