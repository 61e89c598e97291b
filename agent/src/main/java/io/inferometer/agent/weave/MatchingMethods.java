package io.inferometer.agent.weave;

import io.inferometer.agent.library.Target;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/** Finds the methods of a class that a target means. */
final class MatchingMethods {

    private MatchingMethods() {}

    /** Those with a body. For a bridge, the method that it stands for: a subtype may have narrowed its parameters. */
    static List<FoundMethod> of(Target target, MethodScan scan) {
        int most = 0;
        for (FoundMethod method : scan.methods) {
            if (method.name.equals(target.methodName()) && method.hasCode() && !method.isBridge()) {
                most = Math.max(most, Descriptors.parameterCount(method.descriptor));
            }
        }
        List<FoundMethod> matching = new ArrayList<>();
        for (FoundMethod method : scan.methods) {
            if (method.hasCode() && matches(target, method, most)) {
                FoundMethod meant = method.isBridge() ? standsFor(method, scan) : method;
                if (meant != null && meant.hasCode() && !matching.contains(meant)) {
                    matching.add(meant);
                }
            }
        }
        return matching;
    }

    /** The method that a bridge of the same class calls; null where it calls one of another class. */
    static FoundMethod standsFor(FoundMethod bridge, MethodScan scan) {
        for (FoundMethod method : scan.methods) {
            if (method.name.equals(bridge.name) && method.descriptor.equals(bridge.standsFor) && !method.isBridge()) {
                return method;
            }
        }
        return null;
    }

    private static boolean matches(Target target, FoundMethod method, int most) {
        if (!target.methodName().equals(method.name)) {
            return false;
        }
        return switch (target.overloads()) {
            case ALL -> true;
            case LISTED -> target.parameterTypes().equals(Descriptors.parameters(method.descriptor));
            case WIDEST -> Descriptors.parameterCount(method.descriptor) == most;
        };
    }

    /** A method that the target means and that has no body; null when there is none. */
    static FoundMethod withoutBody(Target target, MethodScan scan) {
        for (FoundMethod method : scan.methods) {
            if (!method.hasCode() && matches(target, method, Descriptors.parameterCount(method.descriptor))) {
                return method;
            }
        }
        return null;
    }

    /** The method as it was asked for. */
    static String describe(Target target) {
        return target.overloads() == Target.Overloads.LISTED
                ? target.methodName() + "(" + String.join(",", target.parameterTypes()) + ")"
                : target.methodName();
    }

    /** An abstract method whose body may be elsewhere. */
    static MissingMethod bodiless(ClassLoader loader, MethodScan scan, FoundMethod method, String helper) {
        return new MissingMethod(
                new WeakReference<>(loader),
                scan.className(),
                List.of(),
                Descriptors.readable(method.name, method.descriptor),
                method.name,
                List.of(),
                helper);
    }

    static MissingMethod missing(ClassLoader loader, MethodScan scan, Target target) {
        return missing(loader, scan, describe(target), target.methodName());
    }

    /** @param method as it was asked for, perhaps with parameters */
    static MissingMethod missing(ClassLoader loader, MethodScan scan, String method, String methodName) {
        List<String> declared = new ArrayList<>();
        for (FoundMethod each : scan.methods) {
            if (!each.isBridge() && each.hasCode()) {
                declared.add(Descriptors.readable(each.name, each.descriptor));
            }
        }
        return new MissingMethod(
                new WeakReference<>(loader), scan.className(), scan.supertypes(), method, methodName, declared, "");
    }
}
