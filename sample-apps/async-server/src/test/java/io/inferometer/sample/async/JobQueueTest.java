package io.inferometer.sample.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class JobQueueTest {

    private static final long HOUR = 3_600_000_000_000L;

    private final JobQueue queue = new JobQueue(2);

    private static Job job(String id, long nanos) {
        URI address = URI.create("s3://texts/a");
        return new Job(id, address, address, URI.create("http://127.0.0.1/"), System.nanoTime() + nanos);
    }

    @Test
    void keepsOrderAndRefusesWhatIsTooMuch() throws InterruptedException {
        assertThat(queue.submit(job("a", HOUR))).isEqualTo("a");
        queue.submit(job("b", HOUR));
        assertThatThrownBy(() -> queue.submit(job("c", HOUR)))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessage("the queue is full");
        assertThat(queue.poll(0).id()).isEqualTo("a");
        assertThat(queue.poll(0).id()).isEqualTo("b");
        assertThat(queue.poll(10)).isNull();
    }

    @Test
    void givesOutNothingThatHasExpired() throws InterruptedException {
        queue.submit(job("old", 0));
        queue.submit(job("new", HOUR));
        assertThat(queue.poll(0).id()).isEqualTo("new");
        queue.submit(job("old", 0));
        queue.submit(job("new", HOUR));
        queue.sweep();
        assertThat(queue.size()).isEqualTo(1);
    }

    @Test
    void aRequestSaysWhatIsWrongWithIt() throws Exception {
        assertThat(read("s3://a/b", "s3://a/c", "http://127.0.0.1/", 5).input()).isEqualTo(URI.create("s3://a/b"));
        assertThatThrownBy(() -> read("", "s3://a/c", "http://127.0.0.1/", 5))
                .hasMessage("input needs an address that begins with s3://, not ''");
        assertThatThrownBy(() -> read("s3://a/b", "s3://a/", "http://127.0.0.1/", 5))
                .hasMessageStartingWith("output needs");
        assertThatThrownBy(() -> read("s3://a/b", "s3://a/c", "file:///etc/passwd", 5))
                .hasMessageStartingWith("callback needs");
        assertThatThrownBy(() -> read("s3://a/b", "s3://a/c", "http://127.0.0.1/", 0))
                .hasMessageStartingWith("ttlMillis needs");
    }

    private static Job read(String input, String output, String callback, long ttlMillis) {
        return Job.read(
                JsonMapper.builder()
                        .build()
                        .createObjectNode()
                        .put("input", input)
                        .put("output", output)
                        .put("callback", callback)
                        .put("ttlMillis", ttlMillis),
                Duration.ofSeconds(10));
    }
}
