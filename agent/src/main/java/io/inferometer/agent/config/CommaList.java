package io.inferometer.agent.config;

import java.util.ArrayList;
import java.util.List;

/** Text that commas divide: a comma between parentheses belongs to its item, and {@code \,} is a comma. */
final class CommaList {

    private CommaList() {}

    /** The items, trimmed, their {@code \,} still written so. A parenthesis that nothing closes holds nothing back. */
    static List<String> split(String text) {
        List<String> items = new ArrayList<>();
        int start = 0;
        int depth = 0;
        int lastClosing = text.lastIndexOf(')');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length() && text.charAt(i + 1) == ',') {
                i++;
            } else if (c == '(' && i < lastClosing) {
                depth++;
            } else if (c == ')' && depth > 0) {
                depth--;
            } else if (c == ',' && depth == 0) {
                items.add(text.substring(start, i).trim());
                start = i + 1;
            }
        }
        items.add(text.substring(start).trim());
        return items;
    }

    /** What the user means by {@code item}: every {@code \,} is a comma, every other backslash is itself. */
    static String unescape(String item) {
        return item.indexOf("\\,") < 0 ? item : item.replace("\\,", ",");
    }

    /** The text that stands for {@code items}. */
    static String join(List<?> items) {
        if (items.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                text.append(',');
            }
            String item = items.get(i).toString();
            text.append(split(item).size() == 1 ? item : item.replace(",", "\\,"));
        }
        return text.toString();
    }
}
