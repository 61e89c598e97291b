package application;

import io.inferometer.annotation.Inference;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import kotlinx.coroutines.flow.FlowKt;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Methods that return before anything is inferred, but for the last, which says when it has been. */
public class ReactiveCalls {

    @Inference
    Mono<Double> mono(double x) {
        return Mono.just(2 * x);
    }

    @Inference
    Flux<Double> flux(double x) {
        return Flux.just(2 * x);
    }

    @Inference
    Publisher<Double> publisher(double x) {
        return Mono.just(2 * x);
    }

    @Inference
    Single<Double> single(double x) {
        return Single.just(2 * x);
    }

    @Inference
    Maybe<Double> maybe(double x) {
        return Maybe.just(2 * x);
    }

    @Inference
    Completable completable(double x) {
        return Completable.complete();
    }

    @Inference
    Observable<Double> observable(double x) {
        return Observable.just(2 * x);
    }

    @Inference
    Flowable<Double> flowable(double x) {
        return Flowable.just(2 * x);
    }

    @Inference
    Uni<Double> uni(double x) {
        return Uni.createFrom().item(2 * x);
    }

    @Inference
    Multi<Double> multi(double x) {
        return Multi.createFrom().item(2 * x);
    }

    @Inference
    Flow.Publisher<Double> flowPublisher(double x) {
        return subscriber -> subscriber.onComplete();
    }

    @Inference
    SubmissionPublisher<Double> submissionPublisher(double x) {
        return new SubmissionPublisher<>();
    }

    @Inference
    kotlinx.coroutines.flow.Flow<Double> kotlinFlow(double x) {
        return FlowKt.flowOf(2 * x);
    }

    /** Says it by its supertype alone. */
    private static final class Prices implements Flow.Publisher<Double> {
        @Override
        public void subscribe(Flow.Subscriber<? super Double> subscriber) {
            subscriber.onComplete();
        }
    }

    @Inference
    Prices ownPublisher(double x) {
        return new Prices();
    }

    @Inference(model = "stage")
    CompletionStage<Double> stage(double x) {
        return CompletableFuture.completedFuture(2 * x);
    }

    public static void main(String[] arguments) throws IOException {
        ReactiveCalls calls = new ReactiveCalls();
        for (int x = 0; x < 10; x++) {
            calls.mono(x);
            calls.flux(x);
            calls.publisher(x);
            calls.single(x);
            calls.maybe(x);
            calls.completable(x);
            calls.observable(x);
            calls.flowable(x);
            calls.uni(x);
            calls.multi(x);
            calls.flowPublisher(x);
            calls.submissionPublisher(x);
            calls.kotlinFlow(x);
            calls.ownPublisher(x);
            calls.stage(x);
        }
        System.out.println("done");
        System.in.readAllBytes();
    }
}
