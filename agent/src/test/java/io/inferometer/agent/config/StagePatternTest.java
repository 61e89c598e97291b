package io.inferometer.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.reader.Expression;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class StagePatternTest {

    private static Config load(String options) {
        return Config.load(options, new Properties(), Map.of());
    }

    @Test
    void aPatternHasAClassAMethodPerhapsTypesAndAnId() {
        assertThat(StagePattern.parse("com.acme.Queue#submit(com.acme.Job,int)@id=arg0.getId()"))
                .isEqualTo(new StagePattern(
                        "com.acme.Queue",
                        "submit",
                        Optional.of(List.of("com.acme.Job", "int")),
                        Expression.parse("arg0.getId()")));
        assertThat(StagePattern.parse("Queue#submit"))
                .isEqualTo(new StagePattern("Queue", "submit", Optional.empty(), null));
    }

    @Test
    void eachStageTakesTheIdsThatItCanHave() {
        Config config = load("async.accept=A#a@id=result,A#b(int,long)@id=arg1,async.process=A#c@id=this.id,"
                + "async.model=A#d,A#e@id=arg0,async.end=notify");
        assertThat(config.problems()).isEmpty();
        assertThat(config.get(Options.ASYNC_ACCEPT)).containsExactly("A#a@id=result", "A#b(int,long)@id=arg1");
        assertThat(config.get(Options.ASYNC_MODEL)).hasSize(2);
        assertThat(config.get(Options.ASYNC_END)).isEqualTo("notify");
    }

    @Test
    void whatCannotBeIsSaidWithWhatIsExpected() {
        for (String wrong : List.of(
                "async.accept=A#a",
                "async.process=A#a",
                "async.process=A#a@id=result",
                "async.expire=A#a@id=result.id",
                "async.model=A#a@id=result",
                "async.model=A#a@id=failure",
                "async.model=A#a@id=",
                "async.model=A#a@ids=arg0",
                "async.model=A#a@model",
                "async.model=a.b",
                "async.end=upload",
                "async.ttl=0s",
                "async.max-tracked=0")) {
            assertThat(load(wrong).problems())
                    .as(wrong)
                    .singleElement()
                    .asString()
                    .contains("expected ", wrong.substring(0, wrong.indexOf('=')));
        }
    }

    @Test
    void twoPercentOfTheHeapHoldWhatIsTracked() {
        assertThat(DerivedDefaults.maxTracked(8L << 30)).isBetween(1_000_000, 1_100_000);
        assertThat(DerivedDefaults.maxTracked(1 << 20)).isEqualTo(1_000);
        assertThat(DerivedDefaults.maxTracked(Long.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
        assertThat(load("").get(Options.ASYNC_MAX_TRACKED)).isPositive();
        assertThat(load("async.max-tracked=7").get(Options.ASYNC_MAX_TRACKED)).isEqualTo(7);
    }
}
