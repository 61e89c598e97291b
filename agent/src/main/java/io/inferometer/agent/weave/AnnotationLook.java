package io.inferometer.agent.weave;

import java.lang.reflect.Array;
import java.util.Map;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.Type;

/** Reads an annotation that opts a method in: what it calls the model, in the first of several values, and the model's version. */
final class AnnotationLook extends AnnotationVisitor {

    private final FoundMethod found;
    private final String model;
    private final String version;

    /**
     * @param model the member that names the model; empty for none
     * @param version the member that has its version; empty for none
     */
    AnnotationLook(FoundMethod found, String model, String version) {
        super(MethodScan.API);
        this.found = found;
        this.model = model;
        this.version = version;
    }

    /** Looks into the annotation that a compiler puts repeated ones into (JLS §9.7.5): the first counts. */
    static AnnotationVisitor ofRepeated(FoundMethod found, Map<String, String> annotations) {
        return new AnnotationVisitor(MethodScan.API) {
            @Override
            public AnnotationVisitor visitArray(String member) {
                return member.equals("value") ? this : null;
            }

            @Override
            public AnnotationVisitor visitAnnotation(String member, String type) {
                String named = member == null && !found.annotated ? annotations.get(type) : null;
                if (named == null) {
                    return null;
                }
                found.annotated = true;
                return new AnnotationLook(found, named, "");
            }
        };
    }

    @Override
    public void visit(String member, Object value) {
        if (isModel(member)) {
            name(value);
        } else if (version.equals(member)) {
            found.version = (String) value;
        }
    }

    @Override
    public void visitEnum(String member, String type, String value) {
        if (isModel(member)) {
            name(value);
        }
    }

    @Override
    public AnnotationVisitor visitArray(String member) {
        return isModel(member) ? this : null;
    }

    /** Those in an array have no names. */
    private boolean isModel(String member) {
        return member == null || member.equals(model);
    }

    private void name(Object value) {
        // Several primitives are one array.
        boolean isArray = value.getClass().isArray();
        if (!found.model.isEmpty() || (isArray && Array.getLength(value) == 0)) {
            return;
        }
        if (value instanceof Type type) {
            String className = type.getClassName();
            found.model = className.substring(className.lastIndexOf('.') + 1);
        } else {
            found.model = (isArray ? Array.get(value, 0) : value).toString();
        }
    }
}
