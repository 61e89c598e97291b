package io.inferometer.agent.it.app.shapes;

import io.inferometer.annotation.Inference;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;

/** What a class can see of itself. Its serial version is computed from its members, for it declares none. */
class Mirror implements Serializable {

    static void all(Books books) throws ReflectiveOperationException {
        Mirror mirror = new Mirror();
        books.call("own-stack", mirror::stack);
        books.call("walked-stack", mirror::walk);
        books.call("caller-sensitive", mirror::lookup);
        books.say("serial version " + ObjectStreamClass.lookup(Mirror.class).getSerialVersionUID());
        for (Class<?> type : new Class<?>[] {Mirror.class, Types.Pair.class, Types.Upper.class}) {
            Stream<AccessibleObject> members =
                    Stream.concat(Arrays.stream(type.getDeclaredMethods()), Arrays.stream(type.getDeclaredFields()));
            books.say(members.map(Object::toString).sorted().toList().toString());
        }
        Method reflected = Mirror.class.getDeclaredMethod("reflected", int.class);
        books.call("reflected", () -> reflected.invoke(mirror, 4));
        books.call("handle", () ->
                (int) MethodHandles.lookup().unreflect(handled()).invokeExact(mirror, 5));
        books.say(((Member) reflected).getName() + " " + Arrays.toString(reflected.getAnnotations()));
    }

    @Inference(model = "own-stack")
    String stack() {
        return Arrays.stream(new Throwable().getStackTrace()).limit(2).toList().toString();
    }

    @Inference(model = "walked-stack")
    String walk() {
        return StackWalker.getInstance()
                .walk(frames -> frames.limit(2).map(Object::toString).toList().toString());
    }

    @Inference(model = "caller-sensitive")
    String lookup() throws ClassNotFoundException {
        return MethodHandles.lookup().toString() + " "
                + Class.forName(Mirror.class.getName()).getSimpleName();
    }

    @Inference(model = "reflected")
    int reflected(int in) {
        return in;
    }

    @Inference(model = "handle")
    int handle(int in) {
        return in;
    }

    private static Method handled() throws NoSuchMethodException {
        return Mirror.class.getDeclaredMethod("handle", int.class);
    }
}
