package io.inferometer.exporter.sentinel.cloud;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiFunction;

/** Finds out which cloud this machine runs in. Thread-safe. */
public final class CloudDiscovery {

    private static final Duration LONGEST = Duration.ofSeconds(3);

    private final BiFunction<String, Runnable, Thread> threads;
    private final List<CloudVendor> vendors;
    private final Duration longest;

    /** @param threads makes a thread of the agent's that was not started yet, of a name and a task */
    public CloudDiscovery(BiFunction<String, Runnable, Thread> threads) {
        this(threads, vendors(MetadataService.LINK_LOCAL, Alibaba.ADDRESS), LONGEST);
    }

    CloudDiscovery(BiFunction<String, Runnable, Thread> threads, List<CloudVendor> vendors, Duration longest) {
        this.threads = threads;
        this.vendors = vendors;
        this.longest = longest;
    }

    /** Each with the address of its service. */
    static List<CloudVendor> vendors(URI linkLocal, URI alibaba) {
        return List.of(
                new Aws(new MetadataService(linkLocal)),
                new Gcp(new MetadataService(linkLocal)),
                new Azure(new MetadataService(linkLocal)),
                new Hetzner(new MetadataService(linkLocal)),
                new UpCloud(new MetadataService(linkLocal)),
                new Vultr(new MetadataService(linkLocal)),
                new Alibaba(new MetadataService(alibaba)),
                new Ovh(new MetadataService(linkLocal)));
    }

    /**
     * Asks all vendors at the same time, and waits for at most three seconds. What a vendor's service does not tell in time is not
     * known.
     *
     * @return {@link CloudInfo#UNKNOWN} if none is there
     * @throws InterruptedException if the calling thread is interrupted; the questions end by themselves
     */
    public CloudInfo discover() throws InterruptedException {
        AtomicReferenceArray<CloudInfo> answers = new AtomicReferenceArray<>(vendors.size());
        List<CountDownLatch> ends = new ArrayList<>();
        for (int i = 0; i < vendors.size(); i++) {
            CountDownLatch end = new CountDownLatch(1);
            ends.add(end);
            ask(i, answers, end);
        }
        long deadline = System.nanoTime() + longest.toNanos();
        for (int i = 0; i < vendors.size(); i++) {
            ends.get(i).await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            CloudInfo answer = answers.get(i);
            if (answer != null && !answer.vendor().isEmpty()) {
                return answer;
            }
        }
        return CloudInfo.UNKNOWN;
    }

    private void ask(int index, AtomicReferenceArray<CloudInfo> answers, CountDownLatch end) {
        CloudVendor vendor = vendors.get(index);
        Runnable question = () -> {
            try {
                answers.set(index, vendor.ask());
            } catch (IOException nobody) {
                answers.set(index, CloudInfo.UNKNOWN);
            } finally {
                end.countDown();
            }
        };
        threads.apply("cloud-".concat(vendor.id()), question).start();
    }
}
