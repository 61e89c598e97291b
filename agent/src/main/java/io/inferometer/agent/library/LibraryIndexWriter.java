package io.inferometer.agent.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Makes the {@link LibraryIndex} when the agent is built, of every {@link Declaration} in this package. */
final class LibraryIndexWriter {

    private static final String PACKAGE = LibraryIndexWriter.class.getPackageName();

    private LibraryIndexWriter() {}

    /** @param arguments the directory that holds the compiled classes */
    public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
        Path directory = Path.of(arguments[0]).resolve(PACKAGE.replace('.', '/'));
        TreeMap<String, Declaration> declarations = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = file.getFileName().toString();
                if (name.endsWith(".class") && !name.equals("package-info.class")) {
                    String simple = name.substring(0, name.length() - ".class".length());
                    // Not initialised: one of them reads what is yet to be written.
                    Class<?> type =
                            Class.forName(PACKAGE + "." + simple, false, LibraryIndexWriter.class.getClassLoader());
                    if (Declaration.class.isAssignableFrom(type) && !type.isInterface()) {
                        Declaration declaration =
                                (Declaration) type.getDeclaredConstructor().newInstance();
                        declarations.put(declaration.library().name(), declaration);
                    }
                }
            }
        }
        StringBuilder index = new StringBuilder();
        declarations.values().forEach(declaration -> append(declaration, index));
        Files.writeString(directory.resolve(LibraryIndex.RESOURCE), index);
    }

    private static void append(Declaration declaration, StringBuilder index) {
        Library library = declaration.library();
        index.append(library.name())
                .append(' ')
                .append(declaration.getClass().getSimpleName())
                .append('\n');
        List<String> lines = new ArrayList<>();
        for (Target target : library.targets()) {
            String line;
            if (target.types() instanceof Types.SubtypeOf) {
                line = "S " + target.types().className() + ' ' + target.methodName() + ' '
                        + parameters(library, target);
            } else {
                line = "N " + target.types().className();
            }
            if (!lines.contains(line)) {
                lines.add(line);
            }
        }
        lines.forEach(line -> index.append(line).append('\n'));
    }

    /** A method that any class might have would have every class of an application looked at, and be woven into many. */
    private static String parameters(Library library, Target target) {
        boolean isParticular = false;
        StringBuilder parameters = new StringBuilder("(");
        for (String type : target.parameterTypes()) {
            parameters.append(TypeNames.descriptor(type));
            isParticular |= type.indexOf('.') > 0 && !type.startsWith("java.");
        }
        if (!isParticular) {
            throw new IllegalStateException(library.name() + ": "
                    + target.types().className() + "."
                    + target.methodName() + " is looked for in subtypes; one of its parameters must be of a type that"
                    + " only users of the library know");
        }
        return parameters.append(')').toString();
    }
}
