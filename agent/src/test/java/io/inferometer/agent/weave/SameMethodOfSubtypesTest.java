package io.inferometer.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.library.Libraries;
import io.inferometer.agent.library.Library;
import io.inferometer.agent.library.Target;
import io.inferometer.agent.library.Types;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One method that is declared for the subtypes of two types: which of them a class has is known when it links. */
class SameMethodOfSubtypesTest extends WeavingFixture {

    static final class Query {}

    interface Ranker {
        int rank(Query query);
    }

    interface Reranker {
        int rank(Query query);
    }

    abstract static class Between implements Reranker {}

    static final class Far extends Between {
        @Override
        public int rank(Query query) {
            return 1;
        }
    }

    static final class Near implements Reranker {
        @Override
        public int rank(Query query) {
            return 1;
        }
    }

    private static Target rank(Class<?> type) {
        return Target.inference(Types.subtypeOf(type.getName()), "rank")
                .withParameters(Query.class.getName())
                .ofModel("ranker", "");
    }

    private void call(Library library, Class<?> type) throws ReflectiveOperationException {
        sites = new Sites(new Libraries(List.of(), List.of(library)), counting);
        String inside = getClass().getName() + "$";
        WovenLoader loader = new WovenLoader(
                getClass().getClassLoader(), sites, name -> name.startsWith(inside), List.of(library), false);
        var constructor = loader.loadClass(type.getName()).getDeclaredConstructor();
        constructor.setAccessible(true);
        var method = constructor.getDeclaringClass().getMethod("rank", loader.loadClass(Query.class.getName()));
        method.setAccessible(true);
        method.invoke(constructor.newInstance(), new Object[] {null});
    }

    @Test
    void eachIsMeasured() throws ReflectiveOperationException {
        Library library = Library.of("library", List.of(rank(Ranker.class), rank(Reranker.class)));
        call(library, Near.class);
        assertThat(counting.entered.get()).isEqualTo(1);
        assertThat(sites.instrumented().of("library")).hasSize(1);
        call(library, Far.class);
        assertThat(counting.entered.get()).isEqualTo(2);
        assertThat(failures()).isEmpty();
    }

    @Test
    void whereOtherParametersAreReadTheNearestCountsAndTheOthersAreSaid() throws ReflectiveOperationException {
        Library library = Library.of("library", List.of(rank(Ranker.class).batch("arg0"), rank(Reranker.class)));
        call(library, Near.class);
        assertThat(counting.entered.get()).isEqualTo(1);
        assertThat(failures()).isEmpty();
        call(library, Far.class);
        assertThat(counting.entered.get()).isEqualTo(1);
        assertThat(failures())
                .singleElement()
                .asString()
                .contains("Far.rank(")
                .contains("is declared for subtypes of " + Ranker.class.getName());
    }
}
