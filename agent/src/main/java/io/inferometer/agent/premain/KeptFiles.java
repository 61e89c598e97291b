package io.inferometer.agent.premain;

/** Some files of an {@link Archive}, deflated as they are there: what an agent that runs may need when the jar is another one. Immutable. */
final class KeptFiles {

    private final byte[] content;
    private final int[] places;

    /**
     * @param content one file after the other
     * @param places for each file of the archive, in the order of its index, where it begins; -1 for one that was not kept
     */
    KeptFiles(byte[] content, int[] places) {
        this.content = content;
        this.places = places;
    }

    byte[] content() {
        return content;
    }

    int place(int file) {
        return places[file];
    }
}
