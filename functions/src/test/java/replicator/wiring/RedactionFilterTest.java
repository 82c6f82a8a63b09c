package replicator.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;

class RedactionFilterTest {
  private static final String SECRET = "c2VjcmV0OnRoYXQtbm9ib2R5LW1heS1yZWFk";

  private final RedactionFilter filter = new RedactionFilter();

  @Test
  void parameterOfAMessage_isRedacted() {
    ExtLogRecord record = record("%s was sent", FormatStyle.PRINTF);
    record.setParameters(new Object[] {"Authorization: Basic " + SECRET});
    assertThat(filter.isLoggable(record)).isTrue();
    assertThat(text(record)).doesNotContain(SECRET).contains("[redacted]");
  }

  @Test
  void messageOfACause_isRedactedAndItsTraceStays() {
    ExtLogRecord record = record("it failed", FormatStyle.NO_FORMAT);
    Exception cause = new IllegalStateException("Bearer " + SECRET);
    record.setThrown(new IllegalStateException("no answer", cause));
    assertThat(filter.isLoggable(record)).isTrue();
    assertThat(record.getThrown()).isNull();
    assertThat(text(record))
        .doesNotContain(SECRET)
        .startsWith("it failed")
        .contains("no answer", "Bearer [redacted]", "RedactionFilterTest");
  }

  @Test
  void harmlessRecord_isUntouched() {
    Exception thrown = new IllegalStateException("no answer");
    ExtLogRecord record = record("100% of it failed", FormatStyle.NO_FORMAT);
    record.setThrown(thrown);
    assertThat(filter.isLoggable(record)).isTrue();
    assertThat(text(record)).isEqualTo("100% of it failed");
    assertThat(record.getThrown()).isSameAs(thrown);
  }

  private static String text(ExtLogRecord record) {
    return new PatternFormatter().formatMessage(record);
  }

  private static ExtLogRecord record(String message, FormatStyle style) {
    return new ExtLogRecord(Level.INFO, message, style, RedactionFilterTest.class.getName());
  }
}
