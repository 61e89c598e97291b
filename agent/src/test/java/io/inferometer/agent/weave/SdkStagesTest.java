package io.inferometer.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.agent.async.SdkRequests;
import io.inferometer.agent.library.Libraries;
import io.inferometer.agent.library.Library;
import io.inferometer.agent.library.LibraryIndex;
import io.inferometer.agent.library.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

class SdkStagesTest {

    private final List<Target> targets = new Libraries(LibraryIndex.entries(), List.of())
            .get(Library.AWS_SDK)
            .targets();

    private TreeSet<String> included(SdkStages stages) {
        TreeSet<String> included = new TreeSet<>();
        for (Target target : targets) {
            if (stages.include(target)) {
                included.add(target.methodName());
            }
        }
        return included;
    }

    @Test
    void eachCallHasASwitch() {
        assertThat(included(new SdkStages(true, false, false, false, List.of())))
                .containsExactly("abort", "close", "getObject", "read");
        assertThat(included(new SdkStages(false, true, false, false, List.of())))
                .containsExactly("putObject");
        assertThat(included(new SdkStages(false, false, true, false, List.of())))
                .containsExactly("publish");
        assertThat(included(new SdkStages(false, false, false, true, List.of())))
                .containsExactly("sendMessage");
        assertThat(included(SdkStages.NONE)).isEmpty();
        assertThat(SdkStages.NONE.areAny()).isFalse();
        assertThat(new SdkStages(false, false, false, true, List.of()).areAny()).isTrue();
    }

    @Test
    void bucketsLimitWhatCounts() throws Throwable {
        List<String> problems = new ArrayList<>();
        for (Target target : targets) {
            if (target.methodName().endsWith("Object")) {
                SdkRequests some = new SdkStages(true, true, true, true, List.of("payloads", "results"))
                        .requests(target, problems::add);
                SdkRequests all = new SdkStages(true, true, true, true, List.of()).requests(target, problems::add);
                for (String bucket : new String[] {"payloads", "results", "others", "payloads2"}) {
                    Object request = target.methodName().equals("getObject")
                            ? GetObjectRequest.builder().bucket(bucket).build()
                            : PutObjectRequest.builder().bucket(bucket).build();
                    assertThat(some.include(request))
                            .as(bucket)
                            .isEqualTo(List.of("payloads", "results").contains(bucket));
                    assertThat(all.include(request)).isTrue();
                }
                assertThat(some.include(null)).isFalse();
                assertThat(some.include(GetObjectRequest.builder().build())).isFalse();
            } else if (target.role() == Target.Role.NOTIFY) {
                assertThat(new SdkStages(true, true, true, true, List.of("payloads"))
                                .requests(target, problems::add)
                                .include(null))
                        .isTrue();
            }
        }
        assertThat(problems).isEmpty();
    }
}
