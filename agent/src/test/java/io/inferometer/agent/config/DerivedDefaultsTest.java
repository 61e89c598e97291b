package io.inferometer.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DerivedDefaultsTest {

    @ParameterizedTest
    @CsvSource({
        "com.acme.Server, com.acme.Server",
        "com.acme.Server --model a.jar, com.acme.Server",
        "acme.server/com.acme.Server x, com.acme.Server",
        "server.jar, server",
        "/opt/server-1.2.jar --port 80, server-1.2",
        "target/server.jar.old/app.jar x, app",
        ".jar, .jar",
        "jdk.compiler/com.sun.tools.javac.launcher.Main Foo.java, Foo",
        "jdk.compiler/com.sun.tools.javac.launcher.SourceLauncher src/Foo.java a.jar b.java, Foo",
        "jdk.compiler/com.sun.tools.javac.launcher.SourceLauncher bin/score --port 80, score",
        "'', java",
    })
    void theServiceIsNamedAfterTheMainClassOrTheJar(String command, String name) {
        assertThat(DerivedDefaults.serviceName(command)).isEqualTo(name);
    }

    @Test
    void aJarPathMayHoldBlanks(@TempDir Path directory) throws Exception {
        Path jar = Files.createFile(
                Files.createDirectory(directory.resolve("my apps")).resolve("the server.jar"));
        assertThat(DerivedDefaults.serviceName(jar + " --port 80")).isEqualTo("the server");
    }

    @Test
    void aSourceFilesPathMayHoldBlanks(@TempDir Path directory) throws Exception {
        Path source = Files.createFile(
                Files.createDirectory(directory.resolve("my apps")).resolve("Foo.java"));
        assertThat(DerivedDefaults.serviceName(
                        "jdk.compiler/com.sun.tools.javac.launcher.Main " + source + " Bar.java"))
                .isEqualTo("Foo");
    }

    @Test
    void theHostHasAName() {
        assertThat(DerivedDefaults.hostName("fallback")).isNotBlank().doesNotContain("\n");
    }

    @Test
    void stateIsKeptWhereTheSystemKeepsIt() {
        assertThat(DerivedDefaults.stateDirectory("Linux", "/home/me", "/tmp", Map.of()))
                .isEqualTo("/home/me/.local/state/inferometer");
        assertThat(DerivedDefaults.stateDirectory("Linux", "/home/me", "/tmp", Map.of("XDG_STATE_HOME", "/var/state")))
                .isEqualTo("/var/state/inferometer");
        assertThat(DerivedDefaults.stateDirectory("Linux", "/home/me", "/tmp", Map.of("XDG_STATE_HOME", "relative")))
                .isEqualTo("/home/me/.local/state/inferometer");
        assertThat(DerivedDefaults.stateDirectory("Mac OS X", "/Users/me", "/tmp", Map.of("XDG_STATE_HOME", "/x")))
                .isEqualTo("/Users/me/Library/Application Support/inferometer");
        assertThat(DerivedDefaults.stateDirectory(
                        "Windows 11", "C:\\Users\\me", "/tmp", Map.of("LOCALAPPDATA", "D:\\data")))
                .isEqualTo("D:\\data\\inferometer");
        assertThat(DerivedDefaults.stateDirectory("Windows 11", "C:\\Users\\me", "/tmp", Map.of()))
                .isEqualTo("C:\\Users\\me\\AppData\\Local\\inferometer");
    }

    @Test
    void aUserWithoutAHomeKeepsStateInTheDirectoryForTemporaryFiles() {
        for (String home : List.of("?", "", "relative")) {
            assertThat(DerivedDefaults.stateDirectory("Linux", home, "/var/tmp", Map.of()))
                    .isEqualTo("/var/tmp/inferometer");
            assertThat(DerivedDefaults.stateDirectory("Linux", home, "relative", Map.of()))
                    .isEqualTo("/tmp/inferometer");
            assertThat(DerivedDefaults.stateDirectory("Linux", home, "/tmp", Map.of("XDG_STATE_HOME", "/var/state")))
                    .isEqualTo("/var/state/inferometer");
            assertThat(DerivedDefaults.stateDirectory("Mac OS X", home, "/var/tmp", Map.of()))
                    .isEqualTo("/var/tmp/inferometer");
            assertThat(DerivedDefaults.stateDirectory("Windows 11", home, "C:\\Temp", Map.of()))
                    .isEqualTo("C:\\Temp\\inferometer");
        }
    }
}
