package io.inferometer.agent.config;

import io.inferometer.agent.exporter.ExporterTable;
import io.inferometer.agent.library.LibraryIndex;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/** Decides whether a piece of text is what it should be. */
final class ItemSyntax {

    /** More than any name, path or method has: how long it takes to read one grows faster than its length. */
    static final int LONGEST = 10_000;

    private ItemSyntax() {}

    /** Whether a list of this type may contain {@code item}. */
    static boolean isItem(ValueType<?> type, String item) {
        if (item.length() > LONGEST) {
            return false;
        }
        if (type == ValueType.METHODS) {
            return MethodPattern.parseOrNull(item) != null;
        }
        if (type == ValueType.ACCEPTS
                || type == ValueType.IDENTIFIED
                || type == ValueType.STAGES
                || type == ValueType.SUBMITS) {
            return StagePattern.fits(type, item);
        }
        if (type == ValueType.BUCKETS) {
            return isBucket(item);
        }
        if (type == ValueType.PATHS) {
            return !item.isEmpty();
        }
        if (type == ValueType.ANNOTATIONS) {
            int at = item.indexOf('@');
            String name = at < 0 ? item : item.substring(0, at);
            // Without a package it could be half of a password, which is not shown.
            return name.indexOf('.') > 0 && isClassName(name) && (at < 0 || isIdentifier(item.substring(at + 1)));
        }
        if (type == ValueType.TAGS) {
            return item.indexOf('=') > 0 && item.length() <= 1_000;
        }
        if (type == ValueType.CLASSES) {
            return isClassName(item);
        }
        if (type == ValueType.LIBRARIES && item.equals("*")) {
            return true;
        }
        return choices(type).contains(withoutMinus(type, item));
    }

    /** The choice most like {@code item} in a list that has choices; null in one that has none. */
    static String nearestChoice(ValueType<?> type, String item) {
        List<String> choices = choices(type);
        return choices.isEmpty() ? null : Nearest.to(withoutMinus(type, item), choices);
    }

    private static List<String> choices(ValueType<?> type) {
        if (type == ValueType.EXPORTERS) {
            return ExporterTable.names();
        }
        return type == ValueType.LIBRARIES ? LibraryIndex.names() : List.of();
    }

    private static String withoutMinus(ValueType<?> type, String item) {
        return type == ValueType.LIBRARIES && item.startsWith("-") ? item.substring(1) : item;
    }

    /** The URL of a server, or null when {@code text} is none that an exporter can send to. */
    static URI url(String text) {
        try {
            URI uri = new URI(text);
            String scheme = uri.getScheme();
            boolean isUsable = uri.getHost() != null
                    && ("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))
                    && (uri.getPort() == -1 || (uri.getPort() >= 1 && uri.getPort() <= 65535))
                    && text.indexOf('@') < 0;
            return isUsable ? uri : null;
        } catch (URISyntaxException e) {
            return null; // The caller says what was expected.
        }
    }

    /** A host with a port, an IPv6 address in brackets, or null when {@code text} is none. */
    static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        long port = Quantities.wholeNumber(text.substring(colon + 1));
        String host = colon < 1 ? "" : text.substring(0, colon);
        boolean isBracketed = host.startsWith("[") && host.endsWith("]") && host.indexOf(':') > 0;
        String bare = isBracketed ? host.substring(1, host.length() - 1) : host;
        if (bare.isEmpty() || port < 1 || port > 65535) {
            return null;
        }
        for (int i = 0; i < bare.length(); i++) {
            char c = bare.charAt(i);
            if (!isAsciiAlphanumeric(c) && (isBracketed ? ":.%_-" : "._-").indexOf(c) < 0) {
                return null;
            }
        }
        return InetSocketAddress.createUnresolved(bare, (int) port);
    }

    /** The text that {@link #address} reads. */
    static String text(InetSocketAddress address) {
        String host = address.getHostString();
        return (host.indexOf(':') < 0 ? host : "[".concat(host).concat("]"))
                .concat(":")
                .concat(Integer.toString(address.getPort()));
    }

    /** What CloudWatch takes as the namespace of an account's own metrics. */
    static boolean isNamespace(String text) {
        if (text.isEmpty() || text.length() > 255 || text.startsWith("AWS/") || text.charAt(0) == ':') {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isAsciiAlphanumeric(c) && ".-_/#: ".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    /** What S3 takes as a bucket in a request: its name, or the ARN of an access point. */
    private static boolean isBucket(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isAsciiAlphanumeric(c) && ".-_:/".indexOf(c) < 0) {
                return false;
            }
        }
        return text.indexOf("://") < 0 && !text.isEmpty();
    }

    private static boolean isAsciiAlphanumeric(char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }

    /** A type as Java source writes it in a parameter list, without type arguments. */
    static boolean isTypeName(String text) {
        String element = text;
        while (element.endsWith("[]")) {
            element = element.substring(0, element.length() - 2).trim();
        }
        return isClassName(element);
    }

    static boolean isClassName(String text) {
        int start = 0;
        while (true) {
            int dot = text.indexOf('.', start);
            if (dot < 0) {
                return isIdentifier(text.substring(start));
            }
            if (!isIdentifier(text.substring(start, dot))) {
                return false;
            }
            start = dot + 1;
        }
    }

    /** Kotlin puts a dash and a hash behind the name of a method that takes a value class. */
    static boolean isMethodName(String text) {
        int dash = text.indexOf('-');
        return dash < 0
                ? isIdentifier(text)
                : isIdentifier(text.substring(0, dash))
                        && isIdentifier("_".concat(text.substring(dash + 1).replace('-', '_')));
    }

    static boolean isIdentifier(String text) {
        if (text.isEmpty() || !Character.isJavaIdentifierStart(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            if (!Character.isJavaIdentifierPart(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
