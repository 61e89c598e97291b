package io.inferometer.receiver.operation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/** Undoes the {@code Content-Encoding} of a body. Only {@code PutMetricData} has one in its model: gzip. */
final class ContentEncoding {
    /** No body that keeps the rules is longer: what is, would only fill the memory. */
    static final int PLAIN_LIMIT = 32 << 20;

    private ContentEncoding() {}

    static byte[] decode(Call call, String encoding, byte[] body) throws RequestException {
        if (encoding.isEmpty()) {
            return body;
        }
        if (call.operation() != Operation.PUT_METRIC_DATA || !encoding.equals("gzip")) {
            throw new RequestException(
                    415, "UnsupportedMediaTypeException", call.operation() + " knows no Content-Encoding " + encoding);
        }
        try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] bytes = plain.readNBytes(PLAIN_LIMIT + 1);
            if (bytes.length > PLAIN_LIMIT) {
                throw new RequestException(
                        413,
                        "RequestEntityTooLargeException",
                        "Unpacked, a body has at most " + PLAIN_LIMIT + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw call.operation().service().malformed("the body is not gzip: " + e.getMessage());
        }
    }
}
