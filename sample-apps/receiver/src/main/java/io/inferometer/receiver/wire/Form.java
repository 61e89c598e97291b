package io.inferometer.receiver.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Reading of {@code application/x-www-form-urlencoded} whose names are paths, as in the AWS query protocol. */
final class Form {
    private static final int DEPTH = 32;

    private Form() {}

    /** A tree with a level for each dot in a name; every leaf is text. */
    static ObjectNode parse(byte[] body) throws MalformedBodyException {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        for (String pair : new String(body, StandardCharsets.UTF_8).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new MalformedBodyException("'" + pair + "' is no name=value", null);
            }
            put(root, decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
        }
        return root;
    }

    private static void put(ObjectNode root, String name, String value) throws MalformedBodyException {
        String[] path = name.split("\\.", -1);
        if (path.length > DEPTH) {
            throw new MalformedBodyException("a name has more than " + DEPTH + " parts", null);
        }
        ObjectNode place = root;
        for (int i = 0; i < path.length - 1; i++) {
            JsonNode child = place.path(path[i]);
            if (child.isMissingNode()) {
                place = place.putObject(path[i]);
            } else if (child instanceof ObjectNode deeper) {
                place = deeper;
            } else {
                throw new MalformedBodyException(name + " lies below a name that has a value", null);
            }
        }
        if (place.putIfAbsent(path[path.length - 1], TextNode.valueOf(value)) != null) {
            throw new MalformedBodyException(name + " is given twice", null);
        }
    }

    private static String decode(String text) throws MalformedBodyException {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new MalformedBodyException("'" + text + "' is wrongly escaped", e);
        }
    }
}
