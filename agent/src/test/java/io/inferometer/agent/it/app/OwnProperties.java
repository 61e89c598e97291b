package io.inferometer.agent.it.app;

import java.io.IOException;
import java.util.Properties;
import java.util.Set;

/** A service whose system properties are of a class of its own, which does not tell what there is. */
public final class OwnProperties extends Properties {

    private static final long serialVersionUID = 1L;

    private OwnProperties(Properties all) {
        super(all);
    }

    @Override
    public Set<String> stringPropertyNames() {
        throw new IllegalStateException("names are kept secret");
    }

    public static void main(String[] arguments) throws IOException {
        System.setProperties(new OwnProperties(System.getProperties()));
        Service.main(arguments);
    }
}
