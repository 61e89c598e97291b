package io.inferometer.agent.it;

import io.inferometer.agent.Proofs;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** The JDK that the name of a test chooses. */
final class JdkByName implements ArgumentsProvider {

    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        List<Jdk> jdks = Jdks.all().filter(jdk -> jdk.home() != null).toList();
        Method test = context.getRequiredTestMethod();
        int chosen = Math.floorMod((test.getDeclaringClass().getSimpleName() + test.getName()).hashCode(), jdks.size());
        return (Proofs.full() ? jdks.stream() : Stream.of(jdks.get(chosen))).map(Arguments::of);
    }
}
