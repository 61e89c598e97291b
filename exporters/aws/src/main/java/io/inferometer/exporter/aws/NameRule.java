package io.inferometer.exporter.aws;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * Turns any text into a name that a service accepts. The same text gives the same name in every JVM, and different texts
 * give different names: a text that fits is kept as it is; any other loses what does not fit and gains {@code h} and
 * twelve hexadecimal digits of its SHA-256. A text that ends like that itself is treated as one that does not fit, so that
 * no kept name can equal a made one. Immutable.
 */
public final class NameRule {

    private static final int HASH_BYTES = 6;
    private static final int HASH_LENGTH = 1 + 2 * HASH_BYTES;

    private final Pattern fits;
    private final int min;
    private final int max;
    private final IntPredicate kept;
    private final String joiner;
    private final Pattern endsLikeHash;

    /**
     * @param pattern what the service accepts, to be matched in full
     * @param min the least length
     * @param max the greatest length, at least 14
     * @param kept the code points that are kept in a text that does not fit; names made of them and of single joiners
     *     between them fit the pattern
     * @param joiner stands for each run of code points that are not kept
     */
    public NameRule(String pattern, int min, int max, IntPredicate kept, char joiner) {
        this.fits = Pattern.compile(pattern);
        this.min = min;
        this.max = max;
        this.kept = kept;
        this.joiner = String.valueOf(joiner);
        this.endsLikeHash = Pattern.compile("(?:^|" + Pattern.quote(this.joiner) + ")h[0-9a-f]{12}$");
    }

    /** Letters and digits of ASCII, which every service accepts everywhere. */
    public static boolean isAsciiLetterOrDigit(int codePoint) {
        return (codePoint >= 'a' && codePoint <= 'z')
                || (codePoint >= 'A' && codePoint <= 'Z')
                || (codePoint >= '0' && codePoint <= '9');
    }

    /**
     * One name for all parts together, joined. A rule must always be given the same number of parts for its names to be
     * distinct.
     */
    public String name(String... parts) {
        String joined = String.join(joiner, parts);
        return joined.length() >= min
                        && joined.length() <= max
                        && fits.matcher(joined).matches()
                        && !endsLikeHash.matcher(joined).find()
                        && separable(parts)
                ? joined
                : made(joined, hash(parts));
    }

    /** Only the last part may hold a joiner: the first joiners of the name are then those between the parts. */
    private boolean separable(String[] parts) {
        return Arrays.stream(parts, 0, parts.length - 1).noneMatch(part -> part.contains(joiner));
    }

    private String made(String joined, String hash) {
        StringBuilder name = new StringBuilder();
        int room = max - HASH_LENGTH - joiner.length();
        boolean gap = false;
        for (int i = 0; i < joined.length(); ) {
            int codePoint = joined.codePointAt(i);
            i += Character.charCount(codePoint);
            if (!kept.test(codePoint) || joiner.codePointAt(0) == codePoint) {
                gap = name.length() > 0;
                continue;
            }
            if (name.length() + (gap ? joiner.length() : 0) + Character.charCount(codePoint) > room) {
                break;
            }
            name.append(gap ? joiner : "").appendCodePoint(codePoint);
            gap = false;
        }
        return name.isEmpty() ? hash : name + joiner + hash;
    }

    private static String hash(String[] parts) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
        for (String part : parts) {
            // Two bytes per char: an encoding would turn different lone surrogates into the same replacement.
            ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + 2 * part.length());
            bytes.putInt(part.length());
            part.chars().forEach(c -> bytes.putChar((char) c));
            digest.update(bytes.array());
        }
        return "h" + HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
    }
}
