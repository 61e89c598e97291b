package io.inferometer.agent.weave;

import java.net.URL;
import java.security.CodeSource;

/** The release of the library that a class is of, as its jar tells. */
final class Releases {

    private static final String JAR = ".jar";

    private Releases() {}

    /** The version in the jar's manifest, else in its file name; empty if neither tells. */
    static String of(Class<?> type) {
        Package of = type.getPackage();
        String version = of == null ? null : of.getImplementationVersion();
        if (version != null) {
            return version;
        }
        try {
            CodeSource source = type.getProtectionDomain().getCodeSource();
            URL location = source == null ? null : source.getLocation();
            return location == null ? "" : inName(location.getPath());
        } catch (SecurityException untold) {
            return "";
        }
    }

    /** {@code tribuo-core-4.3.2.jar}: what follows the first dash before a digit. */
    static String inName(String path) {
        int end = path.lastIndexOf(JAR);
        if (end < 0) {
            return "";
        }
        int begin = Math.max(path.lastIndexOf('/', end), path.lastIndexOf('\\', end)) + 1;
        for (int dash = path.indexOf('-', begin); dash >= 0 && dash + 1 < end; dash = path.indexOf('-', dash + 1)) {
            char next = path.charAt(dash + 1);
            if (next >= '0' && next <= '9') {
                return path.substring(dash + 1, end);
            }
        }
        return "";
    }
}
