package application;

import static net.bytebuddy.matcher.ElementMatchers.named;

import io.inferometer.annotation.Inference;
import java.lang.invoke.MethodHandles;
import java.util.concurrent.Callable;
import javassist.ClassPool;
import javassist.CtClass;
import javassist.CtMethod;
import javassist.CtNewMethod;
import javassist.bytecode.AnnotationsAttribute;
import javassist.util.proxy.Proxy;
import javassist.util.proxy.ProxyFactory;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.MethodCall;
import net.bytebuddy.implementation.MethodDelegation;
import net.bytebuddy.implementation.SuperMethodCall;
import net.bytebuddy.implementation.attribute.MethodAttributeAppender;
import net.bytebuddy.implementation.bind.annotation.SuperCall;
import org.springframework.cglib.proxy.Enhancer;
import org.springframework.cglib.proxy.MethodInterceptor;

/** Beans as containers hand them out: subclasses made at run time. The method of each is called ten times. */
public class BeanProxies {

    public interface Scored {
        double score(double x);
    }

    public static class Subclassed implements Scored {
        @Override
        @Inference
        public double score(double x) {
            return 2 * x;
        }
    }

    public static class Delegated implements Scored {
        @Override
        @Inference
        public double score(double x) {
            return 2 * x;
        }
    }

    public static class Intercepted implements Scored {
        @Override
        @Inference
        public double score(double x) {
            return 2 * x;
        }
    }

    public static class Copied implements Scored {
        @Override
        @Inference
        public double score(double x) {
            return 2 * x;
        }
    }

    public static class Handled implements Scored {
        @Override
        @Inference
        public double score(double x) {
            return 2 * x;
        }
    }

    public static class Enhanced implements Scored {
        @Override
        @Inference
        public double score(double x) {
            return 2 * x;
        }
    }

    public static class Targeted implements Scored {
        @Override
        @Inference
        public double score(double x) {
            return 2 * x;
        }
    }

    public static class Interceptor {
        public static double intercept(@SuperCall Callable<Double> score) throws Exception {
            return score.call();
        }
    }

    public static void main(String[] arguments) throws Exception {
        tenTimes(byteBuddy(Subclassed.class, SuperMethodCall.INSTANCE));
        tenTimes(byteBuddy(
                Delegated.class,
                MethodCall.invoke(Scored.class.getMethod("score", double.class))
                        .on(new Delegated())
                        .withAllArguments()));
        tenTimes(byteBuddy(Intercepted.class, MethodDelegation.to(Interceptor.class)));
        tenTimes(copied());
        tenTimes(handled());
        tenTimes(cglib(Enhanced.class, (self, method, values, proxy) -> proxy.invokeSuper(self, values)));
        Targeted target = new Targeted();
        tenTimes(cglib(Targeted.class, (self, method, values, proxy) -> proxy.invoke(target, values)));
        System.out.println("done");
        System.in.readAllBytes();
    }

    /** Annotations copied. */
    private static <T extends Scored> Scored byteBuddy(Class<T> bean, Implementation score) throws Exception {
        return new ByteBuddy(ClassFileVersion.JAVA_V17)
                .subclass(bean)
                .method(named("score"))
                .intercept(score)
                .attribute(MethodAttributeAppender.ForInstrumentedMethod.INCLUDING_RECEIVER)
                .make()
                .load(bean.getClassLoader(), ClassLoadingStrategy.UsingLookup.of(MethodHandles.lookup()))
                .getLoaded()
                .getConstructor()
                .newInstance();
    }

    /** Annotations copied, by Javassist. */
    private static Scored copied() throws Exception {
        ClassPool pool = ClassPool.getDefault();
        CtClass bean = pool.get(Copied.class.getName());
        CtClass proxy = pool.makeClass("application.Copied_Subclass", bean);
        CtMethod score = bean.getDeclaredMethod("score");
        CtMethod copy = CtNewMethod.delegator(score, proxy);
        copy.getMethodInfo()
                .addAttribute(score.getMethodInfo()
                        .getAttribute(AnnotationsAttribute.visibleTag)
                        .copy(proxy.getClassFile().getConstPool(), null));
        proxy.addMethod(copy);
        return (Scored) proxy.toClass(BeanProxies.class).getConstructor().newInstance();
    }

    private static Scored handled() throws Exception {
        ProxyFactory factory = new ProxyFactory();
        factory.setSuperclass(Handled.class);
        Scored bean = (Scored) factory.createClass(MethodHandles.lookup()).getConstructor().newInstance();
        ((Proxy) bean).setHandler((self, method, proceed, values) -> proceed.invoke(self, values));
        return bean;
    }

    private static Scored cglib(Class<? extends Scored> bean, MethodInterceptor interceptor) {
        return (Scored) Enhancer.create(bean, interceptor);
    }

    private static void tenTimes(Scored bean) {
        for (int i = 0; i < 10; i++) {
            double result = bean.score(i);
            if (result != 2 * i) {
                throw new AssertionError(result + " for " + i);
            }
        }
    }
}
