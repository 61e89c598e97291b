package io.inferometer.agent.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DevicesTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "cuda, 1, cuda:1",
                "cuda, arena=kNextPowerOfTwo;device_id=3;stream=0, cuda:3",
                "cuda, gpu_mem_limit=7, cuda:0",
                "cuda, '', cuda:0",
                "coreml, -, coreml",
                "'', cuda:0, cuda:0",
                "'', cuda, cuda:0",
                "'', gpu:2, cuda:2",
                "'', CPU, cpu",
                "'', sycl:gpu, sycl:gpu",
                "'', gpu_hist, -",
                "'', binary:logistic, -",
                "'', -, -",
            })
    void asPeopleWriteThem(String kind, String told, String shown) {
        assertThat(Devices.shown(kind, told)).isEqualTo(shown);
    }

    @Test
    void theFirstProviderOfOptionsStays() {
        Devices devices = new Devices();
        Object options = new Object();
        assertThat(devices.of(options)).isNull();
        devices.add(options, "cuda:1");
        devices.add(options, "coreml");
        assertThat(devices.of(options)).isEqualTo("cuda:1");
        assertThat(devices.of(null)).isNull();
    }

    @Test
    void theLastValueOfAParameterStays() {
        Devices devices = new Devices();
        Object booster = new Object();
        Object other = new Object();
        devices.set(other, "cuda:3");
        devices.set(booster, "cuda:1");
        devices.set(booster, "cpu");
        assertThat(devices.of(booster)).isEqualTo("cpu");
        assertThat(devices.of(other)).isEqualTo("cuda:3");
    }
}
