package io.inferometer.sample.embedding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a client asks for.
 *
 * @param texts 1 to 256 of them, none blank
 */
record EmbedRequest(List<String> texts) {

    static final int MAX_BYTES = 1 << 20;
    static final int MAX_TEXTS = 256;

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    /**
     * Reads a body: {@code text/plain} is one text, everything else is taken for JSON.
     *
     * @param contentType may be null
     * @throws BadRequestException 413 when there is too much of it, 400 when it is not a request
     */
    static EmbedRequest read(String contentType, InputStream body) throws BadRequestException, IOException {
        byte[] bytes = body.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new BadRequestException(413, "the body is larger than " + MAX_BYTES + " bytes");
        }
        boolean plain =
                contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith("text/plain");
        EmbedRequest request = new EmbedRequest(plain ? List.of(plainText(bytes)) : jsonTexts(bytes));
        request.check();
        return request;
    }

    private static String plainText(byte[] bytes) throws BadRequestException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadRequestException(400, "the text is not UTF-8");
        }
    }

    private static List<String> jsonTexts(byte[] bytes) throws BadRequestException, IOException {
        JsonNode root;
        try {
            root = JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new BadRequestException(400, "the body is not JSON: " + e.getOriginalMessage());
        }
        JsonNode texts = root.path("texts");
        if (!texts.isArray()) {
            throw new BadRequestException(400, "expected {\"texts\":[\"…\"]}");
        }
        List<String> read = new ArrayList<>();
        for (JsonNode text : texts) {
            if (!text.isTextual()) {
                throw new BadRequestException(400, "texts[" + read.size() + "] is not a string");
            }
            read.add(text.textValue());
        }
        return read;
    }

    private void check() throws BadRequestException {
        if (texts.isEmpty()) {
            throw new BadRequestException(400, "texts is empty");
        }
        if (texts.size() > MAX_TEXTS) {
            throw new BadRequestException(413, texts.size() + " texts; at most " + MAX_TEXTS + " per request");
        }
        for (int i = 0; i < texts.size(); i++) {
            if (texts.get(i).isBlank()) {
                throw new BadRequestException(400, "texts[" + i + "] is blank");
            }
        }
    }
}
