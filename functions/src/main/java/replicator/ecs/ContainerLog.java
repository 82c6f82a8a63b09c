package replicator.ecs;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import replicator.copy.TaskLog;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/**
 * What a copying task's container printed, out of CloudWatch Logs: <a
 * href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html">the awslogs
 * driver</a> names a stream {@code prefix/container/task}.
 */
public final class ContainerLog implements TaskLog {
  private static final Logger LOG = Logger.getLogger(ContainerLog.class.getName());

  /** A line for each image of a batch, and then some. */
  private static final int LINES = 1000;

  /** GetLogEvents may answer pages that are empty or not full, whatever comes before them. */
  private static final int PAGES = 5;

  private final CloudWatchLogsClient client;
  private final String group;
  private final String streams;

  /**
   * @param streams what comes before the task's id in the name of its stream
   */
  public ContainerLog(CloudWatchLogsClient client, String group, String streams) {
    this.client = client;
    this.group = group;
    this.streams = streams;
  }

  @Override
  public List<String> linesOf(String taskArn) {
    String stream = streams + taskArn.substring(taskArn.lastIndexOf('/') + 1);
    List<String> lines = new ArrayList<>();
    try {
      read(stream, lines);
    } catch (ResourceNotFoundException e) {
      // The container never started, or has printed nothing yet.
    } catch (SdkException e) {
      LOG.warning("log stream %s cannot be read: %s".formatted(stream, e.getMessage()));
    }
    return List.copyOf(lines);
  }

  private void read(String stream, List<String> into) {
    @Nullable String token = null;
    for (int page = 0; page < PAGES; page++) {
      GetLogEventsResponse response = page(stream, token);
      into.addAll(0, response.events().stream().map(OutputLogEvent::message).toList());
      if (response.nextBackwardToken() == null || response.nextBackwardToken().equals(token)) {
        break; // The same token again: there is nothing further back.
      }
      token = response.nextBackwardToken();
    }
  }

  private GetLogEventsResponse page(String stream, @Nullable String token) {
    return client.getLogEvents(
        request ->
            request
                .logGroupName(group)
                .logStreamName(stream)
                .startFromHead(false)
                .limit(LINES)
                .nextToken(token));
  }
}
