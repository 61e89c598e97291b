package io.inferometer.receiver.wire;

import java.util.StringJoiner;

/** The answers of the query protocol, which are XML. */
final class Xml {
    private static final String NAMESPACE = "http://monitoring.amazonaws.com/doc/2010-08-01/";

    private Xml() {}

    static String success(String operation, String requestId) {
        return element(
                operation + "Response xmlns=\"" + NAMESPACE + "\"",
                element("ResponseMetadata", element("RequestId", escape(requestId))));
    }

    static String error(boolean sender, String code, String message, String requestId) {
        StringJoiner error = new StringJoiner("");
        error.add(element("Type", sender ? "Sender" : "Receiver"));
        error.add(element("Code", escape(code)));
        error.add(element("Message", escape(message)));
        return element(
                "ErrorResponse xmlns=\"" + NAMESPACE + "\"",
                element("Error", error.toString()) + element("RequestId", escape(requestId)));
    }

    private static String element(String tag, String content) {
        return "<" + tag + ">" + content + "</" + tag.split(" ", 2)[0] + ">";
    }

    /** Control characters, which XML 1.0 has no way to write, become spaces. */
    private static String escape(String text) {
        return text.replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
