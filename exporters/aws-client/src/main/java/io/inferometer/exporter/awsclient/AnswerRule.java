package io.inferometer.exporter.awsclient;

import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/** Tells an operation's answer from what a sign-in page, a proxy or a load balancer sends instead. Thread-safe. */
@FunctionalInterface
public interface AnswerRule {

    /** Whether a body that came with status 200 is the operation's. */
    boolean isAnswer(String body);

    /** A JSON object that is empty or has one of these members. */
    static AnswerRule json(String... members) {
        Set<String> known = Set.of(members);
        return body -> isObject(body, answer -> answer.keySet().stream().anyMatch(known::contains));
    }

    /** A JSON object that is empty or has this member, a list. */
    static AnswerRule jsonList(String member) {
        return body -> isObject(
                body, answer -> answer.containsKey(member) && answer.get(member).isArray());
    }

    /** Nothing, or an empty JSON object. */
    static AnswerRule nothing() {
        return body -> body.isBlank() || isObject(body, answer -> false);
    }

    /** An XML document with this root element. */
    static AnswerRule xml(String root) {
        Pattern document = Pattern.compile("(?s)\\s*(<\\?xml.*?\\?>\\s*)?<" + Pattern.quote(root) + "[\\s/>].*>\\s*");
        return body -> document.matcher(body).matches();
    }

    private static boolean isObject(String body, Predicate<Map<String, JsonNode>> rule) {
        if (body.equals("{}")) {
            return true;
        }
        if (body.isBlank()) {
            return false;
        }
        try {
            JsonNode answer = JsonNode.parser().parse(body);
            return answer.isObject() && (answer.asObject().isEmpty() || rule.test(answer.asObject()));
        } catch (RuntimeException noJson) {
            return false;
        }
    }
}
