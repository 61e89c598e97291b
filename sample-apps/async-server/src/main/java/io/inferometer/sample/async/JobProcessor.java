package io.inferometer.sample.async;

import io.inferometer.annotation.AsyncInference;
import io.inferometer.annotation.AsyncStage;
import io.inferometer.annotation.InferenceId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;

/** The work on one request. Thread-safe. */
class JobProcessor {

    /** The memory of a real device would end here. */
    static final int MOST_CHARACTERS = 10_000;

    private final Storage storage;
    private final Function<String, float[]> model;

    JobProcessor(Storage storage, Function<String, float[]> model) {
        this.storage = storage;
        this.model = model;
    }

    /** Throws what made the request fail, after the caller was told. */
    @AsyncInference(stage = AsyncStage.PROCESS)
    void process(@InferenceId String id, Job job) throws IOException {
        Stopwatch watch = new Stopwatch();
        try {
            String text = download(job);
            watch.lap("download");
            float[] vector = embed(text, watch);
            upload(job, vector);
            watch.lap("upload");
        } catch (SdkException | IllegalArgumentException | IllegalStateException e) {
            tell(job, watch, e.getMessage());
            throw e;
        }
        tell(job, watch, "");
    }

    /** A callback that fails does not undo the result. */
    private void tell(Job job, Stopwatch watch, String error) {
        try {
            callBack(job, watch, error);
        } catch (IOException e) {
            System.err.println("async-server: " + job.id() + ": callback failed: " + e.getMessage());
        }
    }

    private float[] embed(String text, Stopwatch watch) {
        watch.restart();
        try {
            return embed(text);
        } finally {
            watch.lap("model");
        }
    }

    @AsyncInference(stage = AsyncStage.DOWNLOAD)
    String download(Job job) {
        return new String(storage.get(job.input()), StandardCharsets.UTF_8);
    }

    @AsyncInference(stage = AsyncStage.MODEL)
    float[] embed(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("the text is blank");
        }
        if (text.length() > MOST_CHARACTERS) {
            throw new IllegalStateException("out of device memory");
        }
        return model.apply(text);
    }

    @AsyncInference(stage = AsyncStage.UPLOAD)
    void upload(Job job, float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
        bytes.asFloatBuffer().put(vector);
        storage.put(job.output(), bytes.array());
    }

    @AsyncInference(stage = AsyncStage.NOTIFY)
    void callBack(Job job, Stopwatch watch, String error) throws IOException {
        Callback.post(job, watch, error);
    }
}
