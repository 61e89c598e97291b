package io.inferometer.agent.e2e.app;

import java.io.PrintStream;
import java.lang.reflect.Method;

/** Compiles a Kotlin source some times over, in one JVM: the compiler takes longer to start than to compile. */
public final class KotlinCompilations {

    private KotlinCompilations() {}

    /** @param arguments the source, its class path, the folder for a folder of classes each, and values of {@code -jvm-default} */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        Object compiler = Class.forName("org.jetbrains.kotlin.cli.jvm.K2JVMCompiler")
                .getConstructor()
                .newInstance();
        Method exec = compiler.getClass().getMethod("exec", PrintStream.class, String[].class);
        for (int i = 3; i < arguments.length; i++) {
            String[] options = {
                "-no-stdlib",
                "-no-reflect",
                "-jvm-default=" + arguments[i],
                "-d",
                arguments[2] + "/" + arguments[i],
                "-classpath",
                arguments[1],
                arguments[0]
            };
            Object exit = exec.invoke(compiler, System.err, options);
            if (!exit.toString().equals("OK")) {
                throw new IllegalStateException("-jvm-default=" + arguments[i] + ": " + exit);
            }
        }
    }
}
