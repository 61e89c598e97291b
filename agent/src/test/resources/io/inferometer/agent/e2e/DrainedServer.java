package application;

import java.util.concurrent.atomic.LongAdder;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A server whose requests call a model for some seconds each. Counts its calls, and tells when the last request is through. */
@SpringBootApplication
@RestController
public class DrainedServer implements DisposableBean {

    private static final LongAdder CALLS = new LongAdder();

    public static void main(String[] arguments) {
        ConfigurableApplicationContext context = SpringApplication.run(DrainedServer.class, arguments);
        System.out.println("serves at " + context.getEnvironment().getProperty("local.server.port"));
    }

    @GetMapping("/embed")
    public String embed() throws InterruptedException {
        long end = System.nanoTime() + Long.getLong("millis") * 1_000_000;
        for (int i = 0; System.nanoTime() < end; i++) {
            score(i);
            CALLS.increment();
            Thread.sleep(1);
        }
        return "embedded";
    }

    static double score(int x) {
        return x * 0.5;
    }

    @Override
    public void destroy() {
        System.out.println("made " + CALLS.sum());
        System.out.flush();
    }
}
