package io.inferometer.agent.weave;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;

/**
 * The methods with a body and the supertypes of a class, as its file tells.
 *
 * @param methods with their parameters
 * @param supertypes the class it extends and its interfaces
 */
public record ClassMethods(List<String> methods, List<String> supertypes) {

    /**
     * Reads a class's file. Runs code of the loader, which may be the application's: on an agent thread only.
     *
     * @return null when the loader does not have it
     */
    public static ClassMethods read(String className, ClassLoader loader) {
        try (InputStream in =
                loader.getResourceAsStream(className.replace('.', '/').concat(".class"))) {
            if (in == null) {
                return null;
            }
            MethodScan scan = new MethodScan();
            new ClassReader(in.readAllBytes()).accept(scan, ClassReader.SKIP_FRAMES | ClassReader.SKIP_DEBUG);
            List<String> methods = new ArrayList<>();
            for (FoundMethod method : scan.methods) {
                if (method.hasCode() && !method.isBridge()) {
                    methods.add(Descriptors.readable(method.name, method.descriptor));
                }
            }
            return new ClassMethods(methods, scan.supertypes());
        } catch (OutOfMemoryError passing) {
            throw passing;
        } catch (Throwable unreadable) {
            return null;
        }
    }

    /**
     * Whether it declares a method that was asked for.
     *
     * @param method its name, perhaps with parameters
     * @param methodName its name
     */
    public boolean has(String method, String methodName) {
        for (String declared : methods) {
            if (method.endsWith(")") ? declared.equals(method) : declared.startsWith(methodName + "(")) {
                return true;
            }
        }
        return false;
    }
}
