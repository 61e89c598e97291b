package io.inferometer.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DashboardTest {

    private static final Pattern REFERENCE = Pattern.compile("(?:href|src)=\"(/[a-z.]+)\"|from '\\.(/[a-z]+\\.js)'");

    @Test
    void everyFileThatThePageNeedsIsServed() {
        assertThat(files()).hasSizeGreaterThan(10).containsKeys("/", "/dashboard.css", "/series.js", "/favicon.ico");
    }

    @Test
    void namesOfModelsAreTextAndNeverBecomeMarkupOrCode() {
        assertThat(files())
                .allSatisfy((path, content) -> assertThat(content)
                        .doesNotContain(
                                "innerHTML",
                                "outerHTML",
                                "insertAdjacentHTML",
                                "document.write",
                                "eval(",
                                "new Function",
                                "DOMParser",
                                "createContextualFragment",
                                "srcdoc",
                                "javascript:"));
    }

    /** The content security policy allows neither; a browser would drop them without a word. */
    @Test
    void nothingIsInlineAndNothingComesFromElsewhere() {
        assertThat(files())
                .allSatisfy((path, content) -> assertThat(content.replace("http://www.w3.org/2000/svg", ""))
                        .doesNotContain("http://", "https://", "style=\"", "<style", "url(", "@import")
                        .doesNotContainPattern("<script(?![^>]*src=)")
                        .doesNotContainPattern("\\son[a-z]+=\""));
    }

    private static String text(Response response) {
        try {
            return new String(Bodies.read(response.body()), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The page and all that it refers to, by path. */
    private static Map<String, String> files() {
        Map<String, String> found = new LinkedHashMap<>();
        Deque<String> open = new ArrayDeque<>();
        open.add("/");
        while (!open.isEmpty()) {
            String path = open.remove();
            if (found.containsKey(path) || path.equals("/metrics") || path.equals("/healthz")) {
                continue;
            }
            Response response = Assets.find(path).orElseThrow(() -> new AssertionError(path + " is not served"));
            String content = text(response);
            found.put(path, content);
            Matcher reference = REFERENCE.matcher(content);
            while (reference.find()) {
                open.add(reference.group(1) == null ? reference.group(2) : reference.group(1));
            }
        }
        return found;
    }
}
