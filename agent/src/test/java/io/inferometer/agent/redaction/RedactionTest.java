package io.inferometer.agent.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("safety")
class RedactionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "http://user:hunter2@host:8443/path | http://***@host:8443/path",
                "https://ghp_abcdef@github.com/x | https://***@github.com/x",
                "see http://u:p@one/a and https://u:q@two:1/b! | see http://***@one/a and https://***@two:1/b!",
                "http://u:p@one,http://u:q@two | http://***@one,http://***@two",
                "http://u:p%40ss@host | http://***@host",
                "http://u:p@ss/w@rd@host/x | http://***@host/x",
                "http://u:hunter@ho st | http://***@ho st",
                "http://u:hun ter2@host/x | http://***@host/x",
                "http://u:cut | http://u:***",
                "http:/u:hunter2 (No such file) | http:/u:*** (No such file)",
                "//token@host/share | //***@host/share",
                "a=//u:p@host | a=//***@host",
                "user:hunter2@host:80 | ***@host:80",
                "aws.endpoint=user:hunter2@host (agent options) | aws.endpoint=***@host (agent options)",
                "to=http%3A%2F%2Fu%3Ahunter2%40host%2Fx&a=b | to=http%3A%2F%2F***%40host%2Fx&a=b",
                "http%253A%252F%252Fu%253Ahunter2%2540host | http%253A%252F%252F***%2540host",
                "`{\"url\":\"http:\\/\\/u:hunter2@host\"}` | `{\"url\":\"http:\\/\\/***@host\"}`",
                "http://h/p?token=abc&model=bert | http://h/p?token=***&model=bert",
                "http://h/p?a=1&X-Amz-Signature=0af&X-Amz-Security-Token=F%2B1==&b=2 | http://h/p?a=1&X-Amz-Signature=***&X-Amz-Security-Token=***&b=2",
                "password=hunter2, model=bert | password=***, model=bert",
                "password: hunter2 | password: ***",
                "DB_PASSWORD = hunter2 | DB_PASSWORD = ***",
                "-Ddb.password=hunter2 -Xmx1g | -Ddb.password=*** -Xmx1g",
                "run --api-key hunter2 --port 80 | run --api-key *** --port 80",
                "`{\"apiKey\": \"hun \\\" ter2\", \"model\": \"bert\"}` | `{\"apiKey\": \"***\", \"model\": \"bert\"}`",
                "`\"{\\\"secret\\\":\\\"hun ter2\\\",\\\"n\\\":1}\"` | `\"{\\\"secret\\\":\\\"***\\\",\\\"n\\\":1}\"`",
                "pwd='hun ter2' x | pwd='***' x",
                "pwd='hun''ter2' x | pwd='***' x",
                "{Authorization=[Bearer hunter2], Host=[h]} | {Authorization=[***], Host=[h]}",
                "jdbc:oracle:thin:scott/hunter2@//db:1521/x | ***@//db:1521/x",
                "{password=hunter2} | {password=***}",
                "Credentials[secretKey=hunter2, id=7] | Credentials[secretKey=***, id=7]",
                "<Token>hunter 2</Token><Region>x</Region> | <Token>***</Token><Region>x</Region>",
                "clientSecret => hunter2 | clientSecret => ***",
                "private key: hunter2 | private key: ***",
                "aws_secret_access_key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY | aws_secret_access_key=***",
                "Authorization: Bearer abc.def-1 | Authorization: ***",
                "Proxy-Authorization: Basic dXNlcjpwYXNz | Proxy-Authorization: ***",
                "x-api-key: hunter2 | x-api-key: ***",
                "auth=Bearer hunter2, x=1 | auth=***, x=1",
                "sent Bearer Zm9vYmFy and Basic dXNlcjpwYXNz | sent Bearer *** and Basic ***",
                "key AKIAIOSFODNN7EXAMPLE is unknown | key ***MPLE is unknown",
                "AWS_ACCESS_KEY_ID=ASIAIOSFODNN7EXAMPLE | AWS_ACCESS_KEY_ID=***MPLE",
                "AKIAIOSFODNN7EXAMPLE:wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY | ***MPLE:***",
                "jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln end | jwt *** end",
                "sentinel.token=hunter2 | sentinel.token=***",
                "otlp.headers=api-key=hunter2,x=y | otlp.headers=***",
                "session=0af; Path=/ | session=***; Path=/",
                "http://u:hun ter2@host/x and http://u:8443x/ or bob@example.org | http://***@host/x and http://u:***/ or bob@example.org",
                "user:hunter2@host/bert@v1 and user:hunter2@3com.example/x | ***@host/bert@v1 and ***@3com.example/x",
                "user:hunter2@10.0.0.1. | ***@10.0.0.1.",
                "user:hunter2@v1:80 | ***@v1:80",
                "registry:5000/user:hunter2@host | registry:5000/***@host",
                "https://h/v1?key=hunter2&model=bert | https://h/v1?key=***&model=bert",
                "/v1?model=bert&key=hunter2 | /v1?model=bert&key=***",
                "to=%2Fv1%3Fkey%3Dhunter2 | to=%2Fv1%3Fkey%3D***",
                "DD_APP_KEY=hunter2 app_key: hunter2 | DD_APP_KEY=*** app_key: ***",
                "x-functions-key: hunter2 | x-functions-key: ***",
                "clientKey=a consumer-key=b hmac.key=c service_key=d application key: e | clientKey=*** consumer-key=*** hmac.key=*** service_key=*** application key: ***",
                "curl -u bob:hunter2 http://h/ | curl -u *** http://h/",
                "curl --user 'bob:hun ter2' --proxy-user=bob:hunter2 h | curl --user '***' --proxy-user=*** h",
                "signature: 0123456789abcdef0 | signature: ***",
                "a&Signature=q83vEjRWeJCrze8SNFZ4kA==&b=1 | a&Signature=***&b=1",
                "x-hub-signature-256: sha256=0af | x-hub-signature-256: ***",
                "access_token_value=hunter2 | access_token_value=***",
            })
    void secretsAreMasked(String text, String masked) {
        assertThat(Redaction.of(text)).isEqualTo(masked);
        assertThat(Redaction.of(masked)).as("masked again").isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"hf_", "sk-", "sk-proj-", "ghp_", "gho_", "github_pat_", "glpat-", "xoxb-", "xoxp-", "AIza"})
    void aTokenIsKnownByHowItBegins(String prefix) {
        assertThat(Redaction.of("sent " + prefix + "aB3dEfGhIjKlMnOpQr_- to h")).isEqualTo("sent *** to h");
        assertThat(Redaction.of("[" + prefix + "abcdefghijklmnopqrst1]")).isEqualTo("[***]");
        String words =
                "see x" + prefix + "aB3dEfGhIjKlMnOpQr_- and " + prefix + "a1 and " + prefix + "base-uncased-model-v2";
        assertThat(Redaction.of(words)).isEqualTo(words);
    }

    @Test
    void aPrivateKeyKeepsItsLines() {
        String key = "a\n-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nIBAAKC==\n-----END RSA PRIVATE KEY-----\nb";

        assertThat(Redaction.of(key))
                .isEqualTo("a\n-----BEGIN RSA PRIVATE KEY-----\n***\n***\n-----END RSA PRIVATE KEY-----\nb");
        assertThat(Redaction.of(key.substring(0, 45))).doesNotContain("MII");
        assertThat(Redaction.of(key.replace("\n", "\\n")))
                .doesNotContain("MII", "IBAA")
                .endsWith("KEY-----\\nb");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inferometer 1.0 measures com.acme.Main; dashboard http://127.0.0.1:9646/; http.port=9646 is taken",
                "http://[::1]:9646/models/bert@v2?tokens=12&page=3",
                "https://host:8443: Connection refused",
                "aws.endpoint=127.0.0.1:4566 (agent options): expected a URL such as https://host:8443 or http://host",
                "no answer: ConnectException: Connection refused; check aws.endpoint, or the exporter's own endpoint",
                "HTTP 403 ExpiredToken: the credentials have expired, or are wrong, or this machine's clock is",
                "HTTP 403 InvalidSignatureException: allow cloudwatch:PutMetricData for the credentials in use",
                "HTTP 400 MissingAuthenticationToken: allow x for the credentials in use",
                "no AWS credentials found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
                "AWS_WEB_IDENTITY_TOKEN_FILE=/var/run/secrets/token AWS_ROLE_ARN=arn:aws:iam::123456789012:role/x",
                "tokens=12 max_tokens: 128 first_token=95ms tokenizer=bert token-count=7",
                "session.timeout=30s, auth.enabled=true, password=null, token: true",
                "ai.onnxruntime.OrtSession: model.onnx has no input",
                "com.acme.Scorer#score(java.util.List,int)@scorer is not measured: no such method",
                "java.lang.Object@1a2b3c at com.acme.A.b(A.java:12) < com.acme.C.d(C.java:3)",
                "2026-01-02T03:04:05.678Z inferometer WARN exporter cloudwatch: 3 values refused: too old",
                "author=me monkey=1 design: good passed=3 signal: 9 assign=2 key=interval KEY VALUE SOURCE",
                "image registry.example/bert:1.2@sha256:0123456789abcdef",
                "mini:lm@2* or bert:large@v1.2 or a:b@2024-11",
                "mail me@example.org or look at bert@v1, minilm@2",
                "basic authentication failed, the bearer token expired",
                "a=b&c=d; e: f | g => h -> i",
                "jdbc:postgresql://db.example:5432/models?ssl=true",
                "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
                "http://host:port/ and bob@example.com",
                "http://127.0.0.1:port and bob@example.com",
                "token-classification:v2, bert-token-classification: load failed",
                "token_type_ids: expected int64, token_type_ids=[1, 0]",
                "eos_token_id=128009 pad_token: [PAD] time_to_first_token=12.345ms",
                "signature: serving_default, signature=predict_images_v2, signatureName: classifyImage",
                "Session:ai.onnxruntime.OrtSession@1a2b and session: ai.onnxruntime.OrtSession@a1b2",
                "model:ai.onnxruntime.OrtSession@cafe",
                "registry:5000/team/ranker@v1 and registry:5000/team/ranker@large",
                "ollama:llama3@8b, onnxruntime/llama3.1:8b@2; bert:large@2.1: load failed",
                "bert:large@1.2.3.Final or bert:large@2.1.0-SNAPSHOT",
                "file:/opt/models/bert@v1/model.onnx C:\\models\\bert@large C:/models/bert@large/x",
                "model-name.token-classification=ner timing.token-classification=1/10",
                "docker run -u 1000:1000 -u bob, sort -u http://host:80/x",
                "sk-learn-resnet50-regression-model hf_distilbert_base_uncased_v2",
                "password-detector: load failed",
                "object.key=a, key: b, map key=c",
                "file:/opt/app%20one/x.jar!/a.properties \\u0041 C:\\models\\bert.onnx",
            })
    void whatIsHarmlessStays(String text) {
        assertThat(Redaction.of(text)).isSameAs(text);
    }

    @ParameterizedTest
    @NullAndEmptySource
    void nothingStaysNothing(String text) {
        assertThat(Redaction.of(text)).isSameAs(text);
        assertThat(Redaction.value("password", text)).isSameAs(text);
    }

    @Test
    void theValueOfASecretNameIsNeverShown() {
        assertThat(Redaction.value("sentinel.token", "a b,c")).isEqualTo("***");
        assertThat(Redaction.value("aws.endpoint", "http://u:p@host")).isEqualTo("http://***@host");
        assertThat(Redaction.value("http.port", "9646")).isEqualTo("9646");
        assertThat(Redaction.value("model-name.token-classification", "ner")).isEqualTo("ner");
        assertThat(Redaction.value("timing.token-classification", "1/10")).isEqualTo("1/10");
        assertThat(Redaction.value("signature", "serving_default")).isEqualTo("serving_default");
        assertThat(Redaction.value("signature", "0123456789abcdef")).isEqualTo("***");
    }
}
