package io.inferometer.agent.handle;

import io.inferometer.agent.reader.Reader;
import io.inferometer.agent.record.Site;
import io.inferometer.agent.record.SiteErrors;

/**
 * A constructor of objects that hold something native, or the method that closes it. Counts also while the library is turned off: what is
 * open could not be told afterwards.
 */
public final class HandleSite implements Site {

    private final HandleCount count;
    private final Reader state;
    private final boolean isOpenIf;
    private final SiteErrors errors;

    HandleSite(HandleCount count, Reader state, boolean isOpenIf, SiteErrors errors) {
        this.count = count;
        this.state = state;
        this.isOpenIf = isOpenIf;
        this.errors = errors;
    }

    @Override
    public Object enter(Object self) {
        return isOpen(self) ? this : null;
    }

    /** What was open and is not any more was closed: not by a method that fails, or that lets go of one of several uses. */
    @Override
    public void exit(Object call, Object self, Object argument, Object result, Throwable failure) {
        if (call != null && !isOpen(self)) {
            count.close();
        }
    }

    private boolean isOpen(Object self) {
        try {
            Boolean told = state.truth(self);
            if (told == null) {
                count.setUnknown();
            }
            return told != null && told == isOpenIf;
        } catch (Throwable inMeasuring) {
            errors.report(inMeasuring);
            return false;
        }
    }

    @Override
    public void handle(Object self) {
        count.open();
    }
}
