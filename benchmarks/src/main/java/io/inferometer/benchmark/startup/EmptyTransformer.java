package io.inferometer.benchmark.startup;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;

/** What every agent costs that is shown each class and changes none: the JVM copies each file for it. */
public final class EmptyTransformer implements ClassFileTransformer {

    private EmptyTransformer() {}

    public static void premain(String options, Instrumentation instrumentation) {
        instrumentation.addTransformer(new EmptyTransformer());
    }

    @Override
    public byte[] transform(ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] file) {
        return null;
    }
}
