package io.inferometer.agent.jmx;

import io.inferometer.agent.weave.Sites;

/** One library as seen over JMX. */
final class LibraryBean implements LibraryControl {

    private final String library;
    private final Sites sites;

    LibraryBean(String library, Sites sites) {
        this.library = library;
        this.sites = sites;
    }

    @Override
    public boolean isEnabled() {
        return sites.switches().isLibraryEnabled(library);
    }

    @Override
    public void setEnabled(boolean enabled) {
        sites.switches().setLibraryEnabled(library, enabled);
    }

    @Override
    public boolean isActive() {
        return !sites.instrumented().of(library).isEmpty()
                && sites.switches().unsupported(library).isEmpty();
    }

    @Override
    public String getStatus() {
        String unsupported = sites.switches().unsupported(library);
        if (!unsupported.isEmpty()) {
            return "off until the next start of the JVM: " + unsupported;
        }
        int methods = sites.instrumented().of(library).size();
        String found = methods == 0 ? "no class of it was loaded" : methods + " methods instrumented";
        return isEnabled() ? found : found + ", disabled";
    }

    @Override
    public String[] getInstrumentedMethods() {
        return sites.instrumented().of(library).toArray(new String[0]);
    }
}
