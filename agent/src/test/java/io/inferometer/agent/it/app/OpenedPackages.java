package io.inferometer.agent.it.app;

import io.inferometer.annotation.Inference;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/** Calls a method once, and tells in the end which packages of the JDK the class path may use that are not for everybody. */
public final class OpenedPackages {

    private OpenedPackages() {}

    public static void main(String[] arguments) throws IOException {
        System.out.println("result " + scored());
        System.in.read();
        Set<String> opened = new TreeSet<>();
        for (Module module : ModuleLayer.boot().modules()) {
            for (String name : module.getPackages()) {
                if (isOpened(module, name, OpenedPackages.class.getModule())) {
                    opened.add(name);
                }
            }
        }
        System.out.println("opened " + opened);
    }

    private static boolean isOpened(Module module, String name, Module own) {
        return module.isExported(name, own) && !module.isExported(name)
                || module.isOpen(name, own) && !module.isOpen(name);
    }

    @Inference(model = "scored")
    private static int scored() {
        return 1;
    }
}
