package io.inferometer.agent.host;

import io.inferometer.agent.log.Log;
import java.lang.reflect.InvocationTargetException;
import java.util.function.Consumer;
import oshi.spi.SystemInfoProvider;

/**
 * The host on macOS and Windows: by OSHI on a thread of its own where native code may be called, and by the JVM's beans as long as that
 * tells nothing.
 */
final class OtherSystem implements Probe {

    private final HostSetup setup;
    private final SystemBean bean = new SystemBean();
    private final SlowProbe<Consumer<Readings>> oshi;
    private OshiHost host;
    private boolean isOff;
    private boolean hasTold;

    OtherSystem(HostSetup setup) {
        this.setup = setup;
        oshi = new SlowProbe<>(OshiHost.SOURCE, this::ask, (found, readings) -> found.accept(readings), setup.errors());
    }

    @Override
    public String source() {
        return OshiHost.SOURCE;
    }

    @Override
    public void read(Readings readings) {
        boolean isAllowed = setup.access().allowsLoading();
        if (!isAllowed) {
            tell(setup.access().remedy());
        }
        if (!isAllowed || !oshi.tell(readings)) {
            bean.read(readings);
        }
    }

    /** Called by OSHI's thread. */
    private Consumer<Readings> ask() {
        if (host == null && !isOff) {
            try {
                host = open(setup.oshi().get());
            } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
                isOff = true;
                Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
                tell("OSHI does not start: " + cause);
                Log.debug("OSHI does not start", cause);
            }
        }
        return host == null ? null : host.get();
    }

    private OshiHost open(ClassLoader loader) throws ReflectiveOperationException {
        if (loader == null) {
            isOff = true;
            tell("OSHI is in inferometer-agent.jar and not in the slim jar");
            return null;
        }
        // OSHI looks for its settings in the context class loader: that of its thread is the agent's.
        return new OshiHost(Class.forName("oshi.SystemInfo", true, loader)
                .asSubclass(SystemInfoProvider.class)
                .getConstructor()
                .newInstance());
    }

    private synchronized void tell(String why) {
        if (!hasTold) {
            hasTold = true;
            setup.log()
                    .accept("host metrics on " + System.getProperty("os.name")
                            + " come from the JVM's own beans, without disks and network: " + why);
        }
    }
}
