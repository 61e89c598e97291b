package io.inferometer.agent.packing;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * From one type on the stack to another, by the rules of {@link java.lang.invoke.LambdaMetafactory}: a cast, boxing, unboxing, a wider
 * number, or a value that is dropped.
 *
 * @param from what is on the stack
 * @param known what it is there, if the compiler knows better: a wrapper, say, where the stack has an object
 * @param to what is wanted
 */
record Conversion(Type from, Type known, Type to) {

    static Conversion of(Type from, Type known, Type to) {
        return new Conversion(from, known, to);
    }

    void write(MethodVisitor code) {
        if (to.getSort() == Type.VOID) {
            drop(code);
        } else if (isPrimitive(from)) {
            if (isPrimitive(to)) {
                widen(code, from, to);
            } else {
                box(code);
            }
        } else if (isPrimitive(to)) {
            unbox(code);
        } else {
            cast(code, to);
        }
    }

    private static boolean isPrimitive(Type type) {
        return type.getSort() < Type.ARRAY;
    }

    private void drop(MethodVisitor code) {
        if (from.getSize() > 0) {
            code.visitInsn(from.getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
        }
    }

    private void cast(MethodVisitor code, Type wanted) {
        if (!wanted.equals(from) && !wanted.getInternalName().equals("java/lang/Object")) {
            code.visitTypeInsn(Opcodes.CHECKCAST, wanted.getInternalName());
        }
    }

    private void box(MethodVisitor code) {
        Type wrapper = wrapper(from);
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                wrapper.getInternalName(),
                "valueOf",
                Type.getMethodDescriptor(wrapper, from),
                false);
    }

    private void unbox(MethodVisitor code) {
        Type primitive = primitive(known);
        Type source = primitive == null ? to : primitive;
        Type wrapper = wrapper(source);
        cast(code, wrapper);
        code.visitMethodInsn(
                Opcodes.INVOKEVIRTUAL,
                wrapper.getInternalName(),
                source.getClassName().concat("Value"),
                Type.getMethodDescriptor(source),
                false);
        widen(code, source, to);
    }

    /** JLS §5.1.2; on the stack whatever is narrower than an int is one. */
    private static void widen(MethodVisitor code, Type source, Type wanted) {
        int from = source.getSort();
        int to = wanted.getSort();
        if (from == to || to <= Type.INT) {
            return;
        }
        int instruction = switch (from) {
            case Type.LONG -> to == Type.FLOAT ? Opcodes.L2F : Opcodes.L2D;
            case Type.FLOAT -> Opcodes.F2D;
            default -> to == Type.LONG ? Opcodes.I2L : to == Type.FLOAT ? Opcodes.I2F : Opcodes.I2D;
        };
        code.visitInsn(instruction);
    }

    private static Type wrapper(Type primitive) {
        return switch (primitive.getSort()) {
            case Type.BOOLEAN -> Type.getType(Boolean.class);
            case Type.CHAR -> Type.getType(Character.class);
            case Type.BYTE -> Type.getType(Byte.class);
            case Type.SHORT -> Type.getType(Short.class);
            case Type.INT -> Type.getType(Integer.class);
            case Type.FLOAT -> Type.getType(Float.class);
            case Type.LONG -> Type.getType(Long.class);
            case Type.DOUBLE -> Type.getType(Double.class);
            default -> throw new IllegalArgumentException(primitive + " has no wrapper");
        };
    }

    /** Null for what is no wrapper. */
    private static Type primitive(Type wrapper) {
        return switch (wrapper.getClassName()) {
            case "java.lang.Boolean" -> Type.BOOLEAN_TYPE;
            case "java.lang.Character" -> Type.CHAR_TYPE;
            case "java.lang.Byte" -> Type.BYTE_TYPE;
            case "java.lang.Short" -> Type.SHORT_TYPE;
            case "java.lang.Integer" -> Type.INT_TYPE;
            case "java.lang.Float" -> Type.FLOAT_TYPE;
            case "java.lang.Long" -> Type.LONG_TYPE;
            case "java.lang.Double" -> Type.DOUBLE_TYPE;
            default -> null;
        };
    }
}
