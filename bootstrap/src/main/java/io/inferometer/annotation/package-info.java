/**
 * Annotations with which code says that it is measured. They depend on the JDK alone, the agent knows them by name, and
 * they are harmless when it is absent.
 */
package io.inferometer.annotation;
