package io.inferometer.agent.weave;

import io.inferometer.agent.library.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.Attribute;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** The first look at a candidate: its version, its name and its methods. */
final class MethodScan extends ClassVisitor {

    static final int API = Opcodes.ASM9;

    final List<FoundMethod> methods = new ArrayList<>();

    /** Those that call one of the class above. */
    final List<FoundMethod> constructors = new ArrayList<>();

    int majorVersion;
    String internalName = "";

    /** Whether objects can be of this class itself: it is neither abstract nor an interface. */
    boolean isConcrete;

    /** Whether a compiler says which source it is of. */
    boolean hasSource;

    private boolean isInterface;
    private String superName;
    private String[] interfaces = {};

    /** {@link Woven#KOTLIN}, {@link Woven#GROOVY}, {@link Woven#OBJECT} or 0. */
    int language;

    private final Map<String, String> annotations;

    MethodScan() {
        this(Map.of());
    }

    /** @param annotations see {@link Sites#annotations} */
    MethodScan(Map<String, String> annotations) {
        super(API);
        this.annotations = annotations;
    }

    /** The class's name with full stops. */
    String className() {
        return internalName.replace('/', '.');
    }

    @Override
    public void visit(int version, int access, String name, String signature, String superName, String[] interfaces) {
        majorVersion = version & 0xFFFF;
        internalName = name;
        isInterface = (access & Opcodes.ACC_INTERFACE) != 0;
        isConcrete = (access & (Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT)) == 0;
        this.superName = superName;
        this.interfaces = interfaces == null ? new String[0] : interfaces;
        if (Arrays.asList(this.interfaces).contains("groovy/lang/GroovyObject")) {
            language = Woven.GROOVY;
        }
    }

    @Override
    public void visitSource(String source, String debug) {
        hasSource = source != null;
    }

    @Override
    public AnnotationVisitor visitAnnotation(String type, boolean visible) {
        if (type.equals("Lkotlin/Metadata;")) {
            language = Woven.KOTLIN;
        } else if (type.equals("Lgroovy/transform/Trait;")) {
            language = Woven.GROOVY;
        }
        return null;
    }

    @Override
    public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
        if (name.equals("MODULE$") && (access & Opcodes.ACC_STATIC) != 0) {
            language = Woven.OBJECT;
        }
        return null;
    }

    /** Scala marks its classes so; an object inside a class is in no static field. */
    @Override
    public void visitAttribute(Attribute attribute) {
        boolean isInside = internalName.indexOf('$') < internalName.length() - 1;
        if (attribute.type.equals("Scala") && isInside && internalName.endsWith("$")) {
            language = Woven.OBJECT;
        }
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        FoundMethod found = new FoundMethod(access, name, descriptor);
        if (name.equals(Target.CONSTRUCTOR)) {
            return new ConstructorLook(internalName, found, constructors);
        }
        if (name.startsWith("<")) {
            return null;
        }
        methods.add(found);
        return new MethodLook(internalName, found, annotations);
    }

    boolean isAnnotated() {
        for (FoundMethod method : methods) {
            if (method.annotated) {
                return true;
            }
        }
        return false;
    }

    /** Where the compiler may have put the bodies of this interface's methods; empty where it does not do that. */
    String helper() {
        String part = Woven.helper(language);
        return isInterface && part != null ? className().concat(part) : "";
    }

    /** With dots. */
    List<String> supertypes() {
        List<String> supertypes = new ArrayList<>();
        if (superName != null) {
            supertypes.add(superName.replace('/', '.'));
        }
        for (String each : interfaces) {
            supertypes.add(each.replace('/', '.'));
        }
        return supertypes;
    }
}
