package io.inferometer.agent.model;

import io.inferometer.agent.redaction.Redaction;
import io.inferometer.exporter.api.PlainText;
import java.util.Locale;

/**
 * A name or version as it may be shown: the address that a model was loaded from without its secrets. Any other text stays as
 * it is, for it is an identity.
 *
 * @param masked the text without secrets
 * @param origin differs between addresses that are different models, though their masked texts may be equal; 0 for a text
 *     that is no address
 */
record SourceAddress(String masked, long origin) {

    /** Change with each signing, besides the secrets. */
    private static final String[] OF_SIGNING = {
        "expires", "date", "se", "st", "x-amz-date", "x-amz-expires", "x-goog-date", "x-goog-expires"
    };

    static SourceAddress of(String found) {
        if (!isAddress(found)) {
            return new SourceAddress(found, 0);
        }
        String masked = Redaction.of(found);
        if (masked.equals(found)) {
            return new SourceAddress(found, PlainText.hash(found));
        }
        int query = masked.indexOf('?');
        if (query < 0) {
            return new SourceAddress(masked, PlainText.hash(found));
        }
        String address = found.substring(0, Math.max(0, found.lastIndexOf('?')));
        String signed = masked.indexOf(Redaction.MASK, query) < 0 ? masked : unsigned(masked, query + 1);
        return new SourceAddress(signed, PlainText.hash(address));
    }

    private static boolean isAddress(String text) {
        int query = text.indexOf('?');
        // A path keeps one slash of an address.
        return text.contains(":/") || (query >= 0 && text.indexOf('=', query) >= 0);
    }

    /** The address with the values of its query masked that belong to its signature. */
    private static String unsigned(String address, int query) {
        StringBuilder shown = new StringBuilder(address.length()).append(address, 0, query);
        int from = query;
        while (from < address.length()) {
            int end = address.indexOf('&', from);
            end = end < 0 ? address.length() : end;
            int value = address.indexOf('=', from) + 1;
            boolean isMasked = value > from && value < end && isOfSigning(address.substring(from, value - 1));
            shown.append(address, from, isMasked ? value : end).append(isMasked ? Redaction.MASK : "");
            shown.append(end < address.length() ? "&" : "");
            from = end + 1;
        }
        return shown.toString();
    }

    private static boolean isOfSigning(String parameter) {
        String name = parameter.toLowerCase(Locale.ROOT);
        for (String each : OF_SIGNING) {
            if (each.equals(name)) {
                return true;
            }
        }
        return false;
    }
}
