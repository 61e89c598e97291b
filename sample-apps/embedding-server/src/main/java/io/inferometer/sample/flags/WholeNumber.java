package io.inferometer.sample.flags;

import java.util.Iterator;

/** The value of a flag that is a whole number. */
public final class WholeNumber {

    private WholeNumber() {}

    /**
     * Takes the value that follows a flag.
     *
     * @param rest the arguments after the flag
     * @throws IllegalArgumentException one line, if there is no number from {@code least} to {@code most}
     */
    public static int after(String flag, Iterator<String> rest, int least, int most) {
        String text = rest.hasNext() ? rest.next() : "";
        String expected = flag + " needs a number from " + least + " to " + most + ", not '" + text + "'";
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(expected, e);
        }
        throw new IllegalArgumentException(expected);
    }
}
