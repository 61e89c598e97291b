package io.inferometer.agent.premain;

import java.io.File;
import java.lang.reflect.InvocationTargetException;

/** {@code java -jar inferometer-agent.jar}: hands over to the command line in the agent's own loader. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        int status;
        try {
            AgentJar jar = AgentJar.open(AgentJar.location());
            ClassLoader loader = NestedJarLoader.ofAgent(jar);
            Thread.currentThread().setContextClassLoader(loader);
            status = (Integer) loader.loadClass("io.inferometer.agent.cli.Cli")
                    .getMethod("run", String[].class, File.class)
                    .invoke(null, args, jar.file());
        } catch (InvocationTargetException failure) {
            System.err.println("inferometer: " + failure.getCause());
            status = 1;
        } catch (Exception failure) {
            System.err.println("inferometer: " + failure);
            status = 1;
        }
        System.exit(status);
    }
}
