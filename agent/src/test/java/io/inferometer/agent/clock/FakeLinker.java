package io.inferometer.agent.clock;

import io.inferometer.agent.nativecode.CodeLinker;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A C library that remembers what it was asked, and answers as a test says. */
final class FakeLinker implements CodeLinker {

    static final long PAGE = 0x7000_0000L;

    final List<String> calls = new ArrayList<>();
    long mapped = PAGE;
    int protectedWith;
    Error atLink;

    @Override
    public MethodHandle function(String name, MethodType type) throws ReflectiveOperationException {
        MethodHandle called = MethodHandles.lookup()
                .bind(this, "call", MethodType.methodType(Object.class, String.class, Object[].class));
        return called.bindTo(name)
                .asCollector(Object[].class, type.parameterCount())
                .asType(type);
    }

    Object call(String name, Object... arguments) {
        calls.add(name + List.of(arguments));
        return switch (name) {
            case "mmap" -> mapped;
            case "memcpy" -> arguments[0];
            case "mprotect" -> protectedWith;
            case "munmap" -> 0;
            default -> throw new AssertionError(name);
        };
    }

    @Override
    public MethodHandle leaf(long address, MethodType type) {
        if (atLink != null) {
            throw atLink;
        }
        calls.add("leaf[" + address + "]");
        return MethodHandles.constant(long.class, address);
    }

    @Override
    public long address(ByteBuffer direct) {
        byte[] code = new byte[direct.remaining()];
        direct.get(code);
        StringBuilder text = new StringBuilder("code");
        for (byte each : code) {
            text.append(String.format(" %02x", each));
        }
        calls.add(text.toString());
        return 1;
    }
}
