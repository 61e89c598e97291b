package io.inferometer.agent.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import javax.management.Attribute;
import org.junit.jupiter.api.Test;

/** Neither what an MBean answers nor what it throws holds a secret. */
class RedactedBeanTest {

    private static final String URL = "http://user:hunter2@host";

    /** As the agent's own, but for what it says. */
    public interface Talkative {

        String getText();

        String[] getTexts();

        long getCount();

        boolean isEnabled();

        void setEnabled(boolean enabled);

        String tell();
    }

    private static final class Bean implements Talkative {

        @Override
        public String getText() {
            return URL;
        }

        @Override
        public String[] getTexts() {
            return new String[] {URL, "plain"};
        }

        @Override
        public long getCount() {
            return 7;
        }

        @Override
        public boolean isEnabled() {
            throw new IllegalStateException(URL, new IllegalArgumentException("password=hunter2"));
        }

        @Override
        public void setEnabled(boolean enabled) {
            throw new IllegalStateException(URL);
        }

        @Override
        public String tell() {
            throw new IllegalStateException(URL);
        }
    }

    private final RedactedBean bean = new RedactedBean(new Bean(), Talkative.class);

    @Test
    void answersAreMasked() throws Exception {
        assertThat(bean.getAttribute("Text")).isEqualTo("http://***@host");
        assertThat((String[]) bean.getAttribute("Texts")).containsExactly("http://***@host", "plain");
        assertThat(bean.getAttribute("Count")).isEqualTo(7L);
        assertThat(bean.getAttributes(new String[] {"Text", "Count"}).asList())
                .containsExactly(new Attribute("Text", "http://***@host"), new Attribute("Count", 7L));
    }

    @Test
    void failuresAreMaskedAndHaveNoCauses() {
        assertThatThrownBy(() -> bean.getAttribute("Enabled"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("http://***@host")
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
        assertThatThrownBy(() -> bean.setAttribute(new Attribute("Enabled", true)))
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
        assertThatThrownBy(() -> bean.invoke("tell", new Object[0], new String[0]))
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }
}
