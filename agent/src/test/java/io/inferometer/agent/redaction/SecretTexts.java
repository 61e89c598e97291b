package io.inferometer.agent.redaction;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Texts as logs and settings hold them, with secrets in known places. */
final class SecretTexts {

    private static final String SAFE = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final String RICH = SAFE + "-_.~!$*+^|";

    private static final String[] NAMES = {
        "password",
        "db.password",
        "PASSWORD",
        "userPassword",
        "passwd",
        "pwd",
        "secret",
        "client_secret",
        "clientSecret",
        "secretKey",
        "aws_secret_access_key",
        "AWS_SECRET_ACCESS_KEY",
        "token",
        "access-token",
        "authToken",
        "AWS_SESSION_TOKEN",
        "X-Amz-Security-Token",
        "X-Amz-Signature",
        "X-Amz-Credential",
        "app_key",
        "DD_APP_KEY",
        "x-functions-key",
        "consumerKey",
        "sig",
        "api-key",
        "apikey",
        "apiKey",
        "x-api-key",
        "APIKey",
        "access-key",
        "accessKey",
        "credential",
        "credentials",
        "auth",
        "session",
        "sessionId",
        "private_key",
        "privateKey",
        "sentinel.token",
        "passphrase",
        "password2",
        "signing-key"
    };

    private static final String[] HARMLESS = {
        "inferometer 1.0 measures com.acme.Main",
        "dashboard http://127.0.0.1:9646/",
        "http://[::1]:9646/metrics?name=bert&tokens=12",
        "exporter cloudwatch: no answer: ConnectException: Connection refused",
        "HTTP 403 ExpiredToken: the credentials have expired",
        "aws.region=eu-central-1",
        "interval=5s",
        "http.port=9646 is taken",
        "max_tokens: 128",
        "session.timeout=30s",
        "tokenizer=bert-base",
        "com.acme.Scorer#score(java.util.List,int)@scorer",
        "java.lang.Object@1a2b3c",
        "bert@v2",
        "ai.onnxruntime.OrtSession: model.onnx is empty",
        "jdbc:postgresql://db.example:5432/models?ssl=true",
        "AWS_WEB_IDENTITY_TOKEN_FILE=/var/run/identity",
        "basic authentication failed",
        "3 windows could not be delivered",
        "token-classification:v2",
        "token_type_ids: expected int64",
        "bert-token-classification: load failed",
        "signature: serving_default",
        "Session:ai.onnxruntime.OrtSession@1a2b",
        "registry:5000/team/ranker@v1",
        "ollama:llama3@8b",
        "file:/opt/models/bert@v1/model.onnx",
        "onnxruntime/llama3.1:8b@2",
        "timing.token-classification=1/10"
    };

    private final Random random;
    private final List<String> secrets = new ArrayList<>();

    SecretTexts(long seed) {
        random = new Random(seed);
    }

    /** The secrets of the text that was made last. */
    List<String> secrets() {
        return secrets;
    }

    /** One to four pieces, of which about half hold a secret. */
    String next() {
        secrets.clear();
        StringBuilder text = new StringBuilder();
        for (int pieces = 1 + random.nextInt(4); pieces > 0; pieces--) {
            text.append(random.nextBoolean() ? one(HARMLESS) : wrapped(secretive()));
            text.append(pieces == 1 ? "" : one(" ", ", ", "; ", "\n", " | ", " (agent options) "));
        }
        return text.toString();
    }

    String harmless() {
        StringBuilder text = new StringBuilder(one(HARMLESS));
        for (int pieces = random.nextInt(3); pieces > 0; pieces--) {
            text.append(one(" ", ", ", "; ", "\n", " | ")).append(one(HARMLESS));
        }
        return text.toString();
    }

    private String wrapped(String piece) {
        return switch (random.nextInt(6)) {
            case 0 -> "'" + piece + "'";
            case 1 -> "(" + piece + ")";
            case 2 -> "[x=1, " + piece + "]";
            default -> piece;
        };
    }

    private String secretive() {
        String name = one(NAMES);
        String host = one("host", "db.example.org", "10.0.0.1", "[::1]", "host_name");
        String rest = host + one("", ":8443", "/a/b", ":1/x?y=z");
        return switch (random.nextInt(24)) {
            case 0 ->
                one("http", "https", "HTTP", "jdbc:mysql", "redis") + "://user:" + secret(RICH + ":@") + "@" + rest;
            case 1 -> "https://" + secret(RICH) + "@" + rest;
            case 2 -> one("", "aws.endpoint=", "url: ") + "user:" + secret(RICH + "@:") + "@" + rest;
            case 3 -> "to=" + encoded("http://user:" + secret(SAFE) + "@host:80/x") + "&n=1";
            case 4 -> "to=" + encoded(encoded("http://h/?" + name + "=" + secret(SAFE)));
            case 5 -> "http://" + host + "/p?a=1&" + name + "=" + encoded(secret(RICH)) + one("", "&b=2");
            case 6 -> name + one("=", " = ", ":", ": ", " => ", "->") + secret(RICH);
            case 7 -> name + one("='", ": '") + secret(RICH + " ,;&\"{}") + "'";
            case 8 -> "{\"n\":1,\"" + name + one("\":\"", "\" : \"") + secret(RICH + " ,;&'{}") + "\",\"m\":\"x\"}";
            case 9 -> "\"{\\\"" + name + "\\\":\\\"" + secret(RICH + " ,;&'{}") + "\\\"}\"";
            case 10 ->
                one("Authorization", "authorization", "Proxy-Authorization", "Cookie") + ": "
                        + one("Bearer ", "Basic ", "AWS4-HMAC-SHA256 Credential=", "") + secret(RICH);
            case 11 -> "Bearer " + secret(SAFE) + "9A";
            case 12 -> one("AKIA", "ASIA") + secret("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16);
            case 13 -> "AKIAIOSFODNN7EXAMPLE" + one(":", " ", "/", ", ") + secret(SAFE + "+/", 40);
            case 14 -> "eyJhbGciOiJIUzI1NiJ9." + secret(SAFE + "_-", 30) + "." + secret(SAFE + "_-", 20);
            case 15 ->
                "-----BEGIN PRIVATE KEY-----" + one("\n", "\\n") + secret(SAFE + "+/", 64) + one("\n", "\\n")
                        + secret(SAFE + "+/", 20) + one("\n", "\\n") + "-----END PRIVATE KEY-----";
            case 16 -> "<SecretAccessKey>" + secret(RICH + " ") + "</SecretAccessKey><Id>7</Id>";
            case 17 -> one("--", "-") + name.replace('.', '-') + " " + secret(SAFE) + " --port 80";
            case 18 -> "otlp.headers=a=" + secret(SAFE) + ",b=" + secret(SAFE);
            case 19 ->
                one("hf_", "sk-", "sk-proj-", "ghp_", "gho_", "github_pat_", "glpat-", "xoxb-", "xoxp-", "AIza")
                        + secret(SAFE, 20)
                        + "7"
                        + secret(SAFE + "_-", 20);
            case 20 -> one("curl -u ", "--user ", "--proxy-user=") + "bob:" + secret(RICH);
            case 21 -> "https://" + host + one("/v1?key=", "/v1?a=1&key=") + secret(SAFE) + one("", "&b=2");
            case 22 -> one("signature=", "signature: ", "Signature=") + secret("0123456789abcdef", 32);
            default -> "{\"url\":\"http:\\/\\/u:" + secret(RICH) + "@" + host + "\\/x\"}";
        };
    }

    private String secret(String alphabet) {
        return secret(alphabet, 8 + random.nextInt(20));
    }

    /** Begins and ends with a letter, as what stands at the edge may be a mark of the sentence. */
    private String secret(String alphabet, int length) {
        StringBuilder secret = new StringBuilder();
        for (int i = 0; i < length; i++) {
            String from = i == 0 || i == length - 1 ? alphabet.replaceAll("[^A-Za-z0-9]", "") : alphabet;
            secret.append(from.charAt(random.nextInt(from.length())));
        }
        secrets.add(secret.toString());
        return secret.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private String one(String... of) {
        return of[random.nextInt(of.length)];
    }
}
