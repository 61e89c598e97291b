package io.inferometer.agent.config;

import io.inferometer.agent.premain.StartOptions;
import java.util.ArrayList;
import java.util.List;

/** The items of a list that commas divide, as {@link StartOptions#split} finds them. */
final class CommaList {

    private CommaList() {}

    /** What the user means by {@code item}: every {@code \,} is a comma, every other backslash is itself. */
    static String unescape(String item) {
        return item.indexOf("\\,") < 0 ? item : item.replace("\\,", ",");
    }

    /** The text that stands for {@code items}. */
    static String join(List<?> items) {
        List<String> written = new ArrayList<>();
        for (Object each : items) {
            String item = each.toString();
            written.add(StartOptions.split(item).size() == 1 ? item : item.replace(",", "\\,"));
        }
        return String.join(",", written);
    }
}
