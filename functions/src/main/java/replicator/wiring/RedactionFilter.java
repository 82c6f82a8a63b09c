package replicator.wiring;

import io.quarkus.logging.LoggingFilter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jspecify.annotations.Nullable;
import replicator.redaction.Redaction;

/** Lets every record through, without credentials in its message or its stack trace. */
@LoggingFilter(name = "redaction")
public final class RedactionFilter implements Filter {
  /** Fills in a record's parameters, whatever its format style. */
  private static final ExtFormatter TEXT = new PatternFormatter();

  @Override
  public boolean isLoggable(LogRecord record) {
    if (record instanceof ExtLogRecord written) {
      redact(written);
    }
    return true;
  }

  private static void redact(ExtLogRecord record) {
    String message = TEXT.formatMessage(record);
    String redacted = Redaction.of(message);
    @Nullable Throwable thrown = record.getThrown();
    if (thrown != null) {
      String trace = trace(thrown);
      String without = Redaction.of(trace);
      if (!without.equals(trace)) {
        // A message of an exception cannot be changed, so the trace becomes part of the record's.
        record.setThrown(null);
        redacted = redacted + System.lineSeparator() + without;
      }
    }
    if (!redacted.equals(message)) {
      record.setMessage(redacted, FormatStyle.NO_FORMAT);
    }
  }

  private static String trace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
