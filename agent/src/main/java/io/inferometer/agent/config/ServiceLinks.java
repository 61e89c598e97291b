package io.inferometer.agent.config;

import java.util.Map;

/**
 * Knows the variables that the kubelet puts into every container for each Service of its name space: {@code
 * <SERVICE>_SERVICE_HOST}, {@code <SERVICE>_PORT=tcp://…} and their kin. A Service whose name begins with {@code inferometer} makes
 * some that look like ours (Kubernetes, "Accessing the Service", environment variables).
 */
final class ServiceLinks {

    private static final String HOST = "_SERVICE_HOST";
    private static final String PORT = "_PORT";

    private ServiceLinks() {}

    /** Whether the variable describes a Service, which then has its address in the environment too. */
    static boolean isLink(String name, String value, Map<String, String> environment) {
        for (int i = name.indexOf('_'); i >= 0; i = name.indexOf('_', i + 1)) {
            if (isOfService(name, i, value)
                    && environment.containsKey(name.substring(0, i).concat(HOST))) {
                return true;
            }
        }
        return false;
    }

    /** Whether what follows the Service's name, which ends at {@code end}, is what the kubelet appends. */
    private static boolean isOfService(String name, int end, String value) {
        if (name.startsWith("_SERVICE_PORT", end)) {
            int after = end + "_SERVICE_PORT".length();
            return after == name.length() || name.charAt(after) == '_';
        }
        if (name.startsWith(HOST, end)) {
            return name.length() == end + HOST.length();
        }
        if (!name.startsWith(PORT, end)) {
            return false;
        }
        int number = end + PORT.length();
        return number == name.length() ? isAddress(value) : isPort(name, number);
    }

    private static boolean isAddress(String value) {
        return value.startsWith("tcp://") || value.startsWith("udp://") || value.startsWith("sctp://");
    }

    /** {@code _9646_TCP}, perhaps with {@code _PROTO}, {@code _PORT} or {@code _ADDR} behind it. */
    private static boolean isPort(String name, int from) {
        int end = from + 1;
        while (end < name.length() && name.charAt(end) >= '0' && name.charAt(end) <= '9') {
            end++;
        }
        boolean isNumbered = name.charAt(from) == '_' && end > from + 1;
        return isNumbered
                && (name.startsWith("_TCP", end) || name.startsWith("_UDP", end) || name.startsWith("_SCTP", end));
    }
}
