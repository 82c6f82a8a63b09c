package replicator.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import replicator.aws.Answers;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

class ContainerLogTest {
  private static final String TASK = "arn:aws:ecs:eu-west-1:111122223333:task/copies/0a1b";

  private final FakeLogs logs = new FakeLogs();
  private final ContainerLog log = new ContainerLog(logs, "group", "copy/skopeo/");

  @Test
  void linesOf_areTheLastOnesOfTheTasksStream() {
    logs.answers.add(() -> page("back", "COPIED", "DONE"));
    logs.answers.add(() -> page("back"));
    assertThat(log.linesOf(TASK)).containsExactly("COPIED", "DONE");
    assertThat(logs.asked.getFirst().logGroupName()).isEqualTo("group");
    assertThat(logs.asked.getFirst().logStreamName()).isEqualTo("copy/skopeo/0a1b");
    assertThat(logs.asked.getFirst().startFromHead()).isFalse();
  }

  @Test
  void linesOf_behindAnEmptyPage_areFound() {
    logs.answers.add(() -> page("1"));
    logs.answers.add(() -> page("2", "DONE"));
    logs.answers.add(() -> page("2"));
    assertThat(log.linesOf(TASK)).containsExactly("DONE");
  }

  @Test
  void linesOf_severalPages_areFoundInTheirOrder() {
    logs.answers.add(() -> page("1", "DONE"));
    logs.answers.add(() -> page("2", "COPIED", "FAILED"));
    logs.answers.add(() -> page("2"));
    assertThat(log.linesOf(TASK)).containsExactly("COPIED", "FAILED", "DONE");
  }

  @Test
  void linesOf_aPageBeforeTheOneThatCannotBeRead_areKept() {
    logs.answers.add(() -> page("1", "DONE"));
    logs.answers.add(() -> page("2", "COPIED"));
    logs.answers.add(failing(Answers.outage()));
    assertThat(log.linesOf(TASK)).containsExactly("COPIED", "DONE");
  }

  @Test
  void linesOf_anEmptyStream_areNone() {
    logs.answers.add(() -> page("1"));
    logs.answers.add(() -> page("1"));
    assertThat(log.linesOf(TASK)).isEmpty();
  }

  @Test
  void linesOf_aTaskThatPrintedNothing_areNone() {
    logs.answers.add(failing(ResourceNotFoundException.builder().message("no stream").build()));
    assertThat(log.linesOf(TASK)).isEmpty();
  }

  @Test
  void linesOf_aLogThatCannotBeRead_areNone() {
    logs.answers.add(failing(Answers.outage()));
    logs.answers.add(failing(Answers.denied("logs:GetLogEvents")));
    logs.answers.add(failing(SdkClientException.create("connection reset")));
    assertThat(log.linesOf(TASK)).isEmpty();
    assertThat(log.linesOf(TASK)).isEmpty();
    assertThat(log.linesOf(TASK)).isEmpty();
  }

  private static GetLogEventsResponse page(String back, String... lines) {
    return GetLogEventsResponse.builder()
        .events(
            Stream.of(lines).map(line -> OutputLogEvent.builder().message(line).build()).toList())
        .nextBackwardToken(back)
        .build();
  }

  private static Supplier<GetLogEventsResponse> failing(RuntimeException failure) {
    return () -> {
      throw failure;
    };
  }

  private static final class FakeLogs implements CloudWatchLogsClient {
    final Deque<Supplier<GetLogEventsResponse>> answers = new ArrayDeque<>();
    final List<GetLogEventsRequest> asked = new ArrayList<>();

    @Override
    public GetLogEventsResponse getLogEvents(GetLogEventsRequest request) {
      asked.add(request);
      return answers.removeFirst().get();
    }

    @Override
    public String serviceName() {
      return "logs";
    }

    @Override
    public void close() {}
  }
}
