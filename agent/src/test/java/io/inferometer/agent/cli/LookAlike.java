package io.inferometer.agent.cli;

import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/** An application, and an agent for it, that show the MBeans the commands read. Runs in a JVM of its own. */
public final class LookAlike {

    private LookAlike() {}

    /** The attributes of {@code type=Agent}. */
    public interface AgentBean {
        String getVersion();

        String getHttpAddress();
    }

    /** The attributes of {@code type=Model}. */
    public interface ModelBean {
        boolean isEnabled();

        long getCount();

        long getErrorCount();

        long getInFlight();

        double getRatePerSecond();

        double getLatencyP50Micros();

        double getLatencyP90Micros();

        double getLatencyP99Micros();

        double getLatencyMaxMicros();
    }

    private record Agent(String httpAddress) implements AgentBean {
        @Override
        public String getVersion() {
            return "9.9";
        }

        @Override
        public String getHttpAddress() {
            return httpAddress;
        }
    }

    private record Model(AtomicLong count, long inFlight, double p50, boolean enabled) implements ModelBean {
        @Override
        public boolean isEnabled() {
            return enabled;
        }

        @Override
        public double getRatePerSecond() {
            return 1_000_000;
        }

        @Override
        public long getCount() {
            return count.addAndGet(100);
        }

        @Override
        public long getErrorCount() {
            return 7;
        }

        @Override
        public long getInFlight() {
            return inFlight;
        }

        @Override
        public double getLatencyP50Micros() {
            return p50;
        }

        @Override
        public double getLatencyP90Micros() {
            return p50 * 10;
        }

        @Override
        public double getLatencyP99Micros() {
            return p50 * 100;
        }

        @Override
        public double getLatencyMaxMicros() {
            return p50 * 10_000;
        }
    }

    /** Says {@code ready} and runs until its input ends, so that it never outlives the test. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0) {
            premain(arguments[0]);
        }
        System.out.println("ready");
        while (System.in.read() >= 0) {
            continue;
        }
    }

    public static void premain(String options) throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        server.registerMBean(
                new StandardMBean(new Agent(options), AgentBean.class), new ObjectName("io.inferometer:type=Agent"));
        server.registerMBean(
                new StandardMBean(new Model(new AtomicLong(), 3, 843, true), ModelBean.class),
                new ObjectName("io.inferometer:type=Model,library=onnxruntime,name=" + ObjectName.quote("mini:lm")
                        + ",version=" + ObjectName.quote("2*")));
        server.registerMBean(
                new StandardMBean(new Model(new AtomicLong(), 0, 0.05, true), ModelBean.class),
                new ObjectName("io.inferometer:type=Model,library=config,name="
                        + ObjectName.quote("e\u001b[31m\u009b2J\u202e\u2028\n!") + ",version="));
        server.registerMBean(
                new StandardMBean(new Model(new AtomicLong(), 0, -1, false), ModelBean.class),
                new ObjectName("io.inferometer:type=Model,library=annotation,name=Scorer,version="));
    }

    public static void agentmain(String options, Instrumentation instrumentation) throws Exception {
        premain(options);
        Set<Module> own = Set.of(LookAlike.class.getModule());
        instrumentation.redefineModule(
                Object.class.getModule(), Set.of(), Map.of("jdk.internal.vm", own), Map.of(), Set.of(), Map.of());
        Properties properties = (Properties) Class.forName("jdk.internal.vm.VMSupport")
                .getMethod("getAgentProperties")
                .invoke(null);
        properties.setProperty("io.inferometer.applied-options", "1\nstarted");
    }
}
