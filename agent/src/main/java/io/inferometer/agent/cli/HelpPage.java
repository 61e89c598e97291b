package io.inferometer.agent.cli;

/** What {@code --help} prints. */
final class HelpPage {

    static final String TEXT = """
            Inferometer measures model inference in running JVMs.

              java -javaagent:inferometer-agent.jar[=options] -jar server.jar
                    starts a JVM with the agent: dashboard and Prometheus endpoint on http://127.0.0.1:9646

              java -jar inferometer-agent.jar <command>

                list                    the JVMs of this user, which of them carry the agent, its HTTP address
                attach <pid> [options]  puts the agent into a running JVM; an agent that is there takes over enabled,
                                        libraries and log.level, and all other options need a restart
                top <pid> [--once]      per model rate and latencies of the last minute, calls in flight and errors since
                                        the start, each second until Ctrl-C; plain lines without a terminal
                check [options]         the configuration in force, where each value comes from, and every mistake
                --version               the version
                --help                  this page

            Options are key=value,key=value or the path of a properties file:
              exporters=http,file,interval=5s
            Each key can also be a system property (-Dinferometer.http.port=9700) or an environment variable
            (INFEROMETER_HTTP_PORT=9700). check shows them all.

            JDK 21 and newer print a warning of their own in a JVM that is attached to; starting that JVM with
            -XX:+EnableDynamicAgentLoading silences it.

            Exit codes: 0 done, 1 failed (one line says why; attach: nothing could be applied) or check found a
            mistake, 2 wrong usage.
            """;

    private HelpPage() {}
}
