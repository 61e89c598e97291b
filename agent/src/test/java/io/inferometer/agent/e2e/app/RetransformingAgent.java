package io.inferometer.agent.e2e.app;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.ProtectionDomain;

/** Another agent: gives each class of the application one more constant, and retransforms them all, over and over. */
public final class RetransformingAgent implements ClassFileTransformer, Runnable {

    private static final String APPLICATION = "io/inferometer/agent/e2e/app/";
    private static final byte[] CONSTANT = "seen by another agent".getBytes(StandardCharsets.UTF_8);
    private static final int TAG_UTF8 = 1;

    private final Instrumentation instrumentation;

    private RetransformingAgent(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    public static void premain(String options, Instrumentation instrumentation) {
        RetransformingAgent agent = new RetransformingAgent(instrumentation);
        instrumentation.addTransformer(agent, true);
        Thread thread = new Thread(agent, "retransforming");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        try {
            Class<?>[] all;
            // Null once the JVM ends, while daemons still run.
            while ((all = instrumentation.getAllLoadedClasses()) != null) {
                for (Class<?> loaded : all) {
                    if (loaded.getName().replace('.', '/').startsWith(APPLICATION)
                            && instrumentation.isModifiableClass(loaded)) {
                        instrumentation.retransformClasses(loaded);
                    }
                }
                Thread.sleep(10);
            }
        } catch (UnmodifiableClassException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public byte[] transform(ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] file) {
        return name != null && name.startsWith(APPLICATION) ? withConstant(file) : null;
    }

    /** JVMS §4.1: magic, two version numbers, the constants' count, the constants, the rest. The new constant comes last. */
    private static byte[] withConstant(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file);
        int count = Short.toUnsignedInt(in.getShort(8));
        int end = 10;
        for (int i = 1; i < count; i++) {
            int tag = in.get(end);
            end += switch (tag) {
                case TAG_UTF8 -> 3 + Short.toUnsignedInt(in.getShort(end + 1));
                case 5, 6 -> 9;
                case 7, 8, 16, 19, 20 -> 3;
                case 15 -> 4;
                default -> 5;
            };
            i += tag == 5 || tag == 6 ? 1 : 0;
        }
        ByteBuffer out = ByteBuffer.allocate(file.length + 3 + CONSTANT.length);
        out.put(file, 0, end).putShort(8, (short) (count + 1));
        out.put((byte) TAG_UTF8).putShort((short) CONSTANT.length).put(CONSTANT);
        return out.put(file, end, file.length - end).array();
    }
}
