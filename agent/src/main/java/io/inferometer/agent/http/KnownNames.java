package io.inferometer.agent.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;

/**
 * Copies names of fields that it has seen before as bytes, in place of encoding them character by character: a document of a thousand models
 * has each of them a thousand times. Used by one thread.
 */
final class KnownNames extends JsonGeneratorDelegate {

    /** A power of two, several times as many as there are names. Of two whose places are the same the later is kept. */
    private static final int PLACES = 256;

    private final SerializedString[] names = new SerializedString[PLACES];

    KnownNames(JsonGenerator json) {
        super(json);
    }

    @Override
    public void writeFieldName(String name) throws IOException {
        int hash = name.hashCode();
        int place = (hash ^ (hash >>> 8)) & (PLACES - 1);
        SerializedString known = names[place];
        if (known == null || !known.getValue().equals(name)) {
            known = new SerializedString(name);
            names[place] = known;
        }
        delegate.writeFieldName(known);
    }
}
