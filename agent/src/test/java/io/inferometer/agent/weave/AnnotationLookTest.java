package io.inferometer.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Repeatable;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.Type;
import org.junit.jupiter.api.Test;

/** What annotations of others than ours call a model, whatever their member is of. */
class AnnotationLookTest {

    private enum Kind {
        FRAUD
    }

    private @interface Texts {
        String[] value() default {};
    }

    private @interface Constant {
        Kind kind();
    }

    private @interface Number {
        long value();
    }

    private @interface Numbers {
        int[] value();
    }

    private @interface Named {
        Class<?> value();
    }

    @Repeatable(AllTimed.class)
    private @interface Timed {
        String value();

        String other() default "";
    }

    private @interface AllTimed {
        Timed[] value();
    }

    @SuppressWarnings("unused")
    private static final class Annotated {
        @Texts("one")
        void text() {}

        @Texts({"first", "second"})
        void texts() {}

        @Texts
        void none() {}

        @Constant(kind = Kind.FRAUD)
        void constant() {}

        @Number(7)
        void number() {}

        @Numbers({8, 9})
        void numbers() {}

        @Named(Map.class)
        void named() {}

        @Timed(value = "timed", other = "else")
        void timed() {}

        @Timed(value = "once", other = "else")
        @Timed("twice")
        void repeated() {}

        @Deprecated
        void notMeant() {}
    }

    @Test
    void theFirstValueOfTheMemberIsTheModel() throws IOException {
        Map<String, String> members = new HashMap<>();
        for (Class<?> each : new Class<?>[] {Texts.class, Number.class, Numbers.class, Named.class, Timed.class}) {
            members.put(Type.getDescriptor(each), "value");
        }
        members.put(Type.getDescriptor(Constant.class), "kind");
        MethodScan scan = new MethodScan(members);
        try (InputStream in = getClass().getResourceAsStream("AnnotationLookTest$Annotated.class")) {
            new ClassReader(in.readAllBytes()).accept(scan, ClassReader.SKIP_FRAMES);
        }
        Map<String, String> models = new TreeMap<>();
        for (FoundMethod method : scan.methods) {
            if (method.annotated) {
                models.put(method.name, method.model);
            }
        }
        assertThat(models)
                .isEqualTo(Map.of(
                        "text", "one",
                        "texts", "first",
                        "none", "",
                        "constant", "FRAUD",
                        "number", "7",
                        "numbers", "8",
                        "named", "Map",
                        "timed", "timed",
                        "repeated", "once"));
    }
}
