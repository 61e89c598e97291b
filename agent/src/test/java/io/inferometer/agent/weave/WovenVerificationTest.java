package io.inferometer.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.core.JsonFactory;
import com.tngtech.archunit.core.domain.JavaClass;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every method of real libraries, woven: what the JVM's verifier accepted before, it accepts now. */
@Tag("safety")
class WovenVerificationTest {

    private final Sites sites = new Sites(WovenLoader.everything(), new CountingSites());

    /** A loader of one set of classes, woven or as they are. */
    private static final class Plain extends ClassLoader {
        private final Map<String, byte[]> files;

        Plain(Map<String, byte[]> files) {
            super(WovenVerificationTest.class.getClassLoader());
            this.files = files;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                byte[] file = files.get(name);
                if (loaded == null && file != null) {
                    loaded = defineClass(name, file, 0, file.length);
                }
                return loaded != null ? loaded : super.loadClass(name, resolve);
            }
        }
    }

    /**
     * Loads and links the class without initialising it: HotSpot verifies a class before it tells its members
     * (JVM_GetClassDeclaredFields in jvm.cpp).
     */
    private static Throwable link(ClassLoader loader, String name) {
        try {
            Class.forName(name, false, loader).getDeclaredFields();
            return null;
        } catch (ClassNotFoundException | LinkageError | SecurityException failure) {
            return failure;
        }
    }

    /** @return how many classes were woven and linked */
    private int assertWovenClassesLink(Map<String, byte[]> files) {
        WovenLoader woven =
                new WovenLoader(WovenVerificationTest.class.getClassLoader(), sites, name -> false, null, false);
        Plain plain = new Plain(files);
        files.forEach(woven::give);
        List<String> broken = new ArrayList<>();
        int linked = 0;
        for (String name : files.keySet()) {
            Throwable failure = link(woven, name);
            if (failure == null) {
                linked++;
            } else if (link(plain, name) == null) {
                broken.add(name + ": " + failure);
            }
        }
        assertThat(broken).isEmpty();
        return linked;
    }

    private List<String> failures() {
        List<String> failures = new ArrayList<>();
        for (NotMeasured.Failure next = sites.notMeasured().nextUnreported();
                next != null;
                next = sites.notMeasured().nextUnreported()) {
            failures.add(next.why());
        }
        return failures;
    }

    @Test
    void jackson() throws Exception {
        assertThat(assertWovenClassesLink(ClassCorpus.jarOf(JsonFactory.class))).isGreaterThan(100);
        assertThat(failures()).allMatch(why -> why.contains("abstract or native"));
    }

    @Test
    void assertJ() throws Exception {
        assertThat(assertWovenClassesLink(ClassCorpus.jarOf(Assertions.class))).isGreaterThan(500);
        assertThat(failures()).allMatch(why -> why.contains("abstract or native"));
    }

    @Test
    void onnxRuntime() throws Exception {
        assertThat(assertWovenClassesLink(ClassCorpus.jarOf(OrtSession.class))).isGreaterThan(50);
    }

    @Test
    void archUnitAndTheGuavaInIt() throws Exception {
        assertThat(assertWovenClassesLink(ClassCorpus.jarOf(JavaClass.class))).isGreaterThan(1000);
    }

    @Test
    void openTelemetry() throws Exception {
        assertThat(assertWovenClassesLink(ClassCorpus.jarOf(SdkMeterProvider.class)))
                .isGreaterThan(50);
    }

    @Test
    void byteBuddyAndTheAsmInIt() throws Exception {
        assertThat(assertWovenClassesLink(ClassCorpus.jarOf(ByteBuddy.class))).isGreaterThan(2500);
        assertThat(failures()).allMatch(why -> why.contains("abstract or native"));
    }

    /** The newest class files there are: records, sealed and nested classes, string switches, by this JDK's compiler. */
    @Test
    void theJdksOwnCompiler() throws Exception {
        assertThat(assertWovenClassesLink(ClassCorpus.module("jdk.compiler"))).isGreaterThan(1000);
    }

    @Test
    void theAgentItself() throws Exception {
        assertThat(assertWovenClassesLink(ClassCorpus.jarOf(Weaver.class))).isGreaterThan(100);
    }

    /** The check above can fail. */
    @Test
    void aClassWithWrongFramesDoesNotLink() throws Exception {
        String name = "org.assertj.core.util.Strings";
        ClassWriter writer = new ClassWriter(0);
        ClassVisitor emptyingFrames = new ClassVisitor(Opcodes.ASM9, writer) {
            @Override
            public MethodVisitor visitMethod(int access, String method, String type, String sign, String[] thrown) {
                return new MethodVisitor(Opcodes.ASM9, super.visitMethod(access, method, type, sign, thrown)) {
                    @Override
                    public void visitFrame(int kind, int locals, Object[] local, int stack, Object[] on) {
                        super.visitFrame(Opcodes.F_NEW, 0, new Object[0], stack, on);
                    }
                };
            }
        };
        new ClassReader(ClassCorpus.jarOf(Assertions.class).get(name))
                .accept(emptyingFrames, ClassReader.EXPAND_FRAMES);
        assertThat(link(new Plain(Map.of(name, writer.toByteArray())), name)).isInstanceOf(VerifyError.class);
        assertThat(link(new Plain(Map.of("x.Y", new byte[] {1, 2})), "x.Y")).isInstanceOf(ClassFormatError.class);
    }
}
