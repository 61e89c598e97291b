package io.inferometer.agent.weave;

import io.inferometer.agent.model.GeneratedNames;
import io.inferometer.agent.reader.Access;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells which woven methods are one method of the source. An override and what it overrides are, for it may call it; so is what
 * compilers make of one method in several classes.
 */
final class SourceMethod {

    private final WovenMethods woven;

    SourceMethod(WovenMethods woven) {
        this.woven = woven;
    }

    /** The topmost of the types of {@code type} in which the method was woven: itself if in no other. */
    Class<?> root(Class<?> type, Woven method) {
        Class<?> root = type;
        for (Class<?> each : Access.supertypes(type)) {
            if (each != type && each.isAssignableFrom(root) && isWoven(each, method)) {
                root = each;
            }
        }
        return root;
    }

    /** Names of all methods that are this one for the objects of this class: an override may call any of them. */
    List<String> family(Class<?> type, Woven method) {
        List<String> family = new ArrayList<>();
        // A name that is generated for each new class would be kept for nothing.
        if (!method.has(Woven.GENERATED) || root(type, method) == type) {
            family.add(name(type, method));
        }
        for (Class<?> each : Access.supertypes(type)) {
            if (each != type && (isWoven(each, method) || woven.containsAbstract(each, method.method()))) {
                family.add(name(each, method));
            }
        }
        if (!method.model().isEmpty()) {
            // A copy that hands calls on to another object, as Groovy's delegates do, has the annotation, too.
            family.add("=" + method.model() + "@" + method.version() + "#" + GeneratedNames.method(method.method()));
        }
        return family;
    }

    private static String name(Class<?> type, Woven method) {
        return GeneratedNames.owner(type.getName()) + "#" + GeneratedNames.method(method.method());
    }

    private boolean isWoven(Class<?> type, Woven method) {
        if (woven.contains(type, method.method())) {
            return true;
        }
        String part = Woven.helper(method.traits());
        Class<?> beside = part == null || !type.isInterface()
                ? null
                : load(type, type.getName().concat(part));
        return beside != null && woven.contains(beside, method.method());
    }

    /**
     * Whether the method only passes its calls on to one that is measured itself. Its class is loaded now, which the call that is
     * about to begin would do a moment later.
     */
    boolean isForwarder(Class<?> type, Woven method) {
        if (method.forwardsTo().isEmpty()) {
            return false;
        }
        int end = method.forwardsTo().indexOf('.');
        Class<?> target = load(type, method.forwardsTo().substring(0, end).replace('/', '.'));
        if (target == type) {
            return woven.containsExactly(type, method.forwardsTo().substring(end + 1));
        }
        return target != null && isWovenAnywhere(target, method) && isRelated(type, target);
    }

    /** An object of Scala's may have the method from a trait. */
    private boolean isWovenAnywhere(Class<?> target, Woven method) {
        for (Class<?> each : Access.supertypes(target)) {
            if (isWoven(each, method)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isRelated(Class<?> type, Class<?> target) {
        String owner = GeneratedNames.owner(target.getName());
        if (owner.equals(GeneratedNames.owner(type.getName()))) {
            return true;
        }
        for (Class<?> each : Access.supertypes(type)) {
            if (each.getName().equals(owner)) {
                return true;
            }
        }
        return false;
    }

    private static Class<?> load(Class<?> from, String name) {
        try {
            return Class.forName(name, false, from.getClassLoader());
        } catch (ClassNotFoundException | LinkageError notThere) {
            return null;
        }
    }
}
