package io.inferometer.exporter.aws.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.inferometer.exporter.api.Exporter;
import io.inferometer.exporter.aws.SetClock;
import io.inferometer.exporter.awsclient.fixture.FakeService.Answer;
import io.inferometer.exporter.awsclient.fixture.FakeService.Request;
import io.inferometer.exporter.awsclient.fixture.ServiceFixture;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An exporter with a service in the place of CloudWatch, and the data that it was sent. */
abstract class CloudWatchFixture extends ServiceFixture {

    /** Of a window without host metrics and loads. */
    static final int ENDPOINT_SERIES = 7;

    final SetClock clock = new SetClock();
    Exporter exporter;

    @BeforeEach
    void create() throws IOException {
        service.answer(Answer.XML);
        context.with("cloudwatch.namespace", "Team A/models");
        exporter = new CloudWatchProvider(clock).create(context);
    }

    @AfterEach
    void close() {
        exporter.close();
    }

    static Answer error(int status, String code) {
        return Answer.of(
                status,
                "<ErrorResponse xmlns=\"http://monitoring.amazonaws.com/doc/2010-08-01/\"><Error><Type>Sender</Type><Code>"
                        + code + "</Code><Message>told why</Message></Error><RequestId>1</RequestId></ErrorResponse>");
    }

    /** @param model empty for the endpoint's own */
    record Datum(String name, String model, List<Double> values, List<Double> counts) {
        String series() {
            return model + " " + name;
        }

        double sum() {
            double sum = 0;
            for (int i = 0; i < values.size(); i++) {
                sum += values.get(i) * (counts.isEmpty() ? 1 : counts.get(i));
            }
            return sum;
        }
    }

    static double sum(List<Datum> data, String model, String name) {
        return data.stream()
                .filter(datum -> datum.model().equals(model) && datum.name().equals(name))
                .mapToDouble(Datum::sum)
                .sum();
    }

    static List<Datum> data(List<Request> requests) {
        List<Datum> data = new ArrayList<>();
        for (Request request : requests) {
            Map<String, String> form = request.form();
            for (int i = 1; form.containsKey("MetricData.member." + i + ".MetricName"); i++) {
                String prefix = "MetricData.member." + i + ".";
                List<Double> values = numbers(form, prefix + "Values.member.");
                if (form.containsKey(prefix + "Value")) {
                    assertThat(values).isEmpty();
                    values = List.of(Double.valueOf(form.get(prefix + "Value")));
                }
                data.add(new Datum(
                        form.get(prefix + "MetricName"),
                        form.getOrDefault(prefix + "Dimensions.member.3.Value", ""),
                        values,
                        numbers(form, prefix + "Counts.member.")));
            }
        }
        return data;
    }

    static List<Double> numbers(Map<String, String> form, String prefix) {
        List<Double> numbers = new ArrayList<>();
        for (int i = 1; form.containsKey(prefix + i); i++) {
            numbers.add(Double.valueOf(form.get(prefix + i)));
        }
        return numbers;
    }
}
