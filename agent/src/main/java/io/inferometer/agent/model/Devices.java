package io.inferometer.agent.model;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which device an instance of an application was set to: a model, or the options that one is loaded with. Thread-safe. */
final class Devices {

    /** Compiled when the first device is told: most applications tell none. */
    private static final class Texts {

        /** As XGBoost and others write it, without what is no device. */
        private static final Pattern DEVICE = Pattern.compile("(cpu|cuda|gpu|sycl|rocm|mps)(:[a-z0-9:]{1,16})?");

        /** ONNX Runtime's text of a provider's options. */
        private static final Pattern IN_OPTIONS = Pattern.compile("(?:^|;)device_id=([0-9]{1,4})");

        private static final Pattern INDEX = Pattern.compile("[0-9]{1,4}");
    }

    private final InstanceMap<String> ofInstances = new InstanceMap<>();

    /** Null where none was set. */
    String of(Object instance) {
        return ofInstances.get(instance);
    }

    /** The first of an instance stays: providers of ONNX Runtime are asked in the order in which they were added. */
    void add(Object instance, String device) {
        ofInstances.put(instance, device);
    }

    /** The last of an instance stays, as that of a parameter does. */
    void set(Object instance, String device) {
        ofInstances.replace(instance, device);
    }

    /**
     * A device as it is shown.
     *
     * @param kind {@code cuda}, or empty where the text says
     * @param told an index, options with one, or the device itself; null if there is nothing to tell
     * @return null where it is none
     */
    static String shown(String kind, String told) {
        if (kind.isEmpty()) {
            String device = told == null ? "" : told.toLowerCase(Locale.ROOT);
            if (!Texts.DEVICE.matcher(device).matches()) {
                return null;
            }
            return device.equals("cuda") || device.equals("gpu") ? "cuda:0" : device.replaceFirst("^gpu:", "cuda:");
        }
        if (told == null) {
            return kind;
        }
        Matcher inOptions = Texts.IN_OPTIONS.matcher(told);
        String index = Texts.INDEX.matcher(told).matches() ? told : inOptions.find() ? inOptions.group(1) : "0";
        return kind.concat(":").concat(index);
    }
}
