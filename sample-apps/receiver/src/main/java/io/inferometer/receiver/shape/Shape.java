package io.inferometer.receiver.shape;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The rule for one JSON value. Immutable. */
public interface Shape {
    /**
     * Notes every breach in {@code violations}.
     *
     * @param path where the value stands in the document, empty for the document itself
     */
    void check(JsonNode value, String path, Violations violations);

    /** Checks a whole document. */
    default Violations check(JsonNode document) {
        Violations violations = new Violations();
        check(document, "", violations);
        return violations;
    }

    /**
     * The same value from a form, where every leaf is text, lists are {@code member.1}, {@code member.2} and maps are
     * {@code entry.1.key} and {@code entry.1.value}: the AWS query protocol. What does not fit comes back as it is, for
     * {@link #check} to find.
     */
    default JsonNode fromForm(JsonNode form) {
        return form;
    }

    /** This rule and another one. */
    default Shape and(Shape other) {
        return new AllShape(this, other);
    }

    /** Any string. */
    static Shape text() {
        return text(0, Integer.MAX_VALUE, "(?s).*");
    }

    /**
     * A string.
     *
     * @param min the fewest Unicode code points
     * @param max the most
     * @param pattern a regular expression that the whole string matches
     */
    static Shape text(int min, int max, String pattern) {
        return new TextShape(min, max, Pattern.compile(pattern));
    }

    /** One of these strings. */
    static Shape choice(String... values) {
        return new ChoiceShape(List.of(values));
    }

    /** A finite double. */
    static Shape number() {
        return number(-Double.MAX_VALUE, Double.MAX_VALUE);
    }

    /** A number within these bounds, both included. */
    static Shape number(double min, double max) {
        return new NumberShape(min, max, false);
    }

    /** A number without fraction within these bounds, both included; exact up to 2<sup>53</sup> either way. */
    static Shape integer(long min, long max) {
        return new NumberShape(min, max, true);
    }

    /**
     * Seconds since 1970, with or without fraction: the timestamp of the AWS JSON protocols. In a form it is ISO 8601 in
     * UTC.
     */
    static Shape timestamp() {
        return new TimestampShape();
    }

    /** True or false. */
    static Shape flag() {
        return new FlagShape();
    }

    /** A list of any length. */
    static Shape list(Shape element) {
        return list(0, Integer.MAX_VALUE, element);
    }

    /** A list of {@code min} to {@code max} elements. */
    static Shape list(int min, int max, Shape element) {
        return new ListShape(min, max, element);
    }

    /** An object with {@code min} to {@code max} members of any name that keeps {@code key}. */
    static Shape map(int min, int max, Shape key, Shape value) {
        return new MapShape(min, max, key, value);
    }

    /** An object with these members and no others. */
    static Shape structure(Member... members) {
        Map<String, Member> byName = new LinkedHashMap<>();
        for (Member member : members) {
            byName.put(member.name(), member);
        }
        return new StructureShape(byName, false);
    }

    /** An object with these members, and any others. */
    static Shape open(Member... members) {
        return new StructureShape(((StructureShape) structure(members)).members(), true);
    }

    /** A member that must be there. */
    static Member required(String name, Shape shape) {
        return new Member(name, shape, true);
    }

    /** A member that may be absent. */
    static Member optional(String name, Shape shape) {
        return new Member(name, shape, false);
    }
}
