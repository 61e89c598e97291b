package io.inferometer.agent.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * A test of what does not depend on the JDK, such as options, requests and texts: it runs on one of those at hand, always the
 * same, half of these tests on each; with {@code -Dproofs=full} it runs on all, as {@link EachJdk} does.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0}")
@ArgumentsSource(JdkByName.class)
public @interface OneJdk {}
