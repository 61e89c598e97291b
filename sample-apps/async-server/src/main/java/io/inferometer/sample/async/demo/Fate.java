package io.inferometer.sample.async.demo;

/** What becomes of a request. */
enum Fate {
    SUCCESS,
    /** Its payload does not exist. */
    MISSING,
    /** Its result is denied by S3. */
    DENIED,
    /** Its callback is answered with an error. */
    UNHEARD,
    /** The model fails. */
    BROKEN,
    /** Its payload is no input for the model. */
    WRONG,
    /** Nobody works on it in time. */
    EXPIRED;

    private static final Fate[] ALL = values();

    /**
     * Spreads the faults evenly over the requests, and their kinds over the faults.
     *
     * @param percent of the requests that fail
     */
    static Fate of(int number, int percent) {
        long before = (long) number * percent / 100;
        long after = (number + 1L) * percent / 100;
        return after == before ? SUCCESS : ALL[1 + (int) (before % (ALL.length - 1))];
    }
}
