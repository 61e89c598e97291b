package io.inferometer.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.weave.MissingMethod;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("safety")
class MissingMethodsTest {

    private interface Api {
        default double twice(double x) {
            return 2 * x;
        }
    }

    private static class Base {
        double inherited(double x, int[] y) {
            return x;
        }
    }

    private static class Between extends Base implements Api {}

    private static String explain(String method, Class<?> supertype, String... declared) {
        int open = method.indexOf('(');
        return MissingMethods.explain(new MissingMethod(
                new WeakReference<>(MissingMethodsTest.class.getClassLoader()),
                "com.acme.Scorer",
                List.of(supertype.getName()),
                method,
                open < 0 ? method : method.substring(0, open),
                List.of(declared),
                ""));
    }

    @Test
    void anInheritedMethodNamesWhoDeclaresIt() {
        assertThat(explain("inherited", Between.class))
                .isEqualTo("it is inherited from " + Base.class.getName() + "; name it in methods as "
                        + Base.class.getName() + "#inherited");
        assertThat(explain("inherited(double,int[])", Between.class)).contains(Base.class.getName());
        assertThat(explain("twice", Between.class)).contains("inherited from " + Api.class.getName());
        assertThat(explain("size()", ArrayList.class)).contains("inherited from java.util.ArrayList");
    }

    @Test
    void anotherNameOrOverloadIsProposed() {
        assertThat(explain("scroe", Object.class, "rank(int)", "score(double)"))
                .isEqualTo("the class has no such method; the nearest is com.acme.Scorer#score");
        assertThat(explain("score(int)", Object.class, "rank(int)", "score(double)"))
                .isEqualTo("the class has no such method; the nearest is com.acme.Scorer#score(double)");
        assertThat(explain("score", Object.class, "rank(int)", "core(int)", "score-4W2xkVU(double)"))
                .as("as Kotlin calls it")
                .isEqualTo("the class has no such method; the nearest is com.acme.Scorer#score-4W2xkVU(double)");
        assertThat(explain("inherited(int)", Between.class, "rank(int)"))
                .contains("the nearest is com.acme.Scorer#rank");
        assertThat(explain("score", Object.class))
                .isEqualTo("the class has no such method; look for it in the classes it uses");
    }

    @Test
    void aLoaderThatIsGoneIsNoProblem() {
        assertThat(MissingMethods.explain(new MissingMethod(
                        new WeakReference<>(null), "com.acme.Scorer", List.of("x.Y"), "a", "a", List.of("b()"), "")))
                .contains("the nearest is com.acme.Scorer#b");
    }
}
