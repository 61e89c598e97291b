package io.inferometer.agent.weave;

import net.bytebuddy.jar.asm.Opcodes;

/** A method of a candidate, as its class file has it. */
final class FoundMethod {

    final int access;
    final String name;
    final String descriptor;
    int maxLocals;
    int maxStack;
    boolean annotated;
    String model = "";
    String version = "";
    boolean hasLines;

    /** The stage of queued requests that it is, as its annotation names it; empty for none. */
    String stage = "";

    /** What identifies the request, as an {@link io.inferometer.agent.reader.Expression}; empty for nothing. */
    String id = "";

    /** See {@link Woven#forwardsTo}. */
    String forwardsTo = "";

    /** For a bridge, the descriptor of the method that it stands for; empty when it calls none of its name here. */
    String standsFor = "";

    /** See {@link Woven#stateMachine}. */
    String stateMachine = "";

    /** Whether it hands a Kotlin continuation to another method. */
    boolean suspends;

    FoundMethod(int access, String name, String descriptor) {
        this.access = access;
        this.name = name;
        this.descriptor = descriptor;
    }

    boolean isStatic() {
        return (access & Opcodes.ACC_STATIC) != 0;
    }

    boolean isAbstract() {
        return (access & Opcodes.ACC_ABSTRACT) != 0;
    }

    boolean hasCode() {
        return (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0;
    }

    /** A compiler's own: bridges call the method they stand for. */
    boolean isBridge() {
        return (access & Opcodes.ACC_BRIDGE) != 0;
    }

    String key() {
        return name + descriptor;
    }
}
