package io.inferometer.agent;

import io.inferometer.agent.config.Nearest;
import io.inferometer.agent.model.GeneratedNames;
import io.inferometer.agent.weave.ClassMethods;
import io.inferometer.agent.weave.MissingMethod;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds out why a configured method is not there: a supertype declares it, or another was meant. On an agent thread only. */
final class MissingMethods {

    /** A hierarchy that goes on beyond this is none that people write. */
    private static final int MAX_TYPES = 200;

    private MissingMethods() {}

    /** In a few words, with what to do; null when it is measured after all. */
    static String explain(MissingMethod missing) {
        ClassLoader loader = missing.loader().get();
        if (!missing.helper().isEmpty()) {
            ClassMethods helper = loader == null ? null : ClassMethods.read(missing.helper(), loader);
            return helper != null && helper.has(missing.methodName(), missing.methodName())
                    ? null
                    : "an abstract or native method has no body to measure; name an implementation";
        }
        String declaring = loader == null ? null : declaring(missing, loader);
        if (declaring != null) {
            return "it is inherited from " + declaring + "; name it in methods as " + declaring + "#"
                    + missing.method();
        }
        String nearest = nearest(missing);
        return "the class has no such method"
                + (nearest == null
                        ? "; look for it in the classes it uses"
                        : "; the nearest is " + missing.className() + "#" + nearest);
    }

    private static String declaring(MissingMethod missing, ClassLoader loader) {
        Deque<String> ahead = new ArrayDeque<>(missing.supertypes());
        Set<String> seen = new HashSet<>();
        while (!ahead.isEmpty() && seen.size() < MAX_TYPES) {
            String name = ahead.remove();
            if (seen.add(name)) {
                ClassMethods type = ClassMethods.read(name, loader);
                if (type != null && type.has(missing.method(), missing.methodName())) {
                    return name;
                }
                ahead.addAll(type == null ? List.of() : type.supertypes());
            }
        }
        return null;
    }

    /** Another overload, else what a compiler made of the name, else another name. */
    private static String nearest(MissingMethod missing) {
        List<String> names = new ArrayList<>();
        for (String declared : missing.declared()) {
            if (declared.startsWith(missing.methodName() + "(")) {
                return declared;
            }
            names.add(declared.substring(0, declared.indexOf('(')));
        }
        for (int i = 0; i < names.size(); i++) {
            if (GeneratedNames.method(names.get(i)).equals(missing.methodName())) {
                return missing.declared().get(i);
            }
        }
        return names.isEmpty() ? null : Nearest.to(missing.methodName(), names);
    }
}
