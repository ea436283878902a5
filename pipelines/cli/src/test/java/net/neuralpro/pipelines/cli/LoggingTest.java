package net.neuralpro.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** What lines of the log look like, whatever others wrote into them. */
class LoggingTest {
  private static final String HOSTILE = "a reason\nERROR Scheduler: \"all\" is lost\u001b[2J";

  private static String line(String format) throws Exception {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(MDC.getMDCAdapter());
    context.putProperty("NEURAL_LOG_FORMAT", format);
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(LoggingTest.class.getResource("/logback.xml"));
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    ConsoleAppender<ILoggingEvent> appender =
        (ConsoleAppender<ILoggingEvent>) root.getAppender(format);
    LoggingEvent event =
        new LoggingEvent(
            LoggingTest.class.getName(),
            root,
            Level.WARN,
            "Task is tried again: {}",
            null,
            new Object[] {HOSTILE});
    return new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
  }

  @Test
  void aLineOfJsonHoldsItsTaskAndWhatOthersWroteAsAValue() throws Exception {
    try (MDC.MDCCloseable task = MDC.putCloseable("task", "0x12")) {
      String line = line("json");
      assertThat(line).endsWith("\n");
      assertThat(line.strip()).doesNotContain("\n", "\u001b");
      JsonNode read = new ObjectMapper().readTree(line);
      assertThat(read.path("mdc").path("task").asText()).isEqualTo("0x12");
      assertThat(read.path("level").asText()).isEqualTo("WARN");
      assertThat(read.path("formattedMessage").asText())
          .isEqualTo("Task is tried again: " + HOSTILE);
    }
  }

  @Test
  void aLineOfTextStaysOneWhateverOthersWrote() throws Exception {
    assertThat(line("text"))
        .isEqualTo(
            "WARN  ROOT: Task is tried again: a reason ERROR Scheduler: \"all\" is lost [2J\n");
  }
}
