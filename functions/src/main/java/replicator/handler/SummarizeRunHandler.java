package replicator.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Provider;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import replicator.replication.RunSummary;
import replicator.run.Run;
import replicator.run.RunInput;

/** Ends a run. */
@Named("summarizeRun")
public final class SummarizeRunHandler
    implements RequestHandler<SummarizeRunHandler.Request, SummarizeRunHandler.Answer> {
  /**
   * @param startedAt when the run began
   * @param input of the execution; absent once the plan is made, since the run's record says then
   *     whether it is partial
   * @param error that the workflow has caught on its way
   */
  public record Request(
      String execution, String startedAt, @Nullable Object input, @Nullable WorkflowError error) {}

  /**
   * @param status SUCCEEDED or FAILED
   * @param summary a sentence
   */
  public record Answer(String status, String summary) {}

  private final Provider<RunSummary> runs;

  @Inject
  SummarizeRunHandler(Provider<RunSummary> runs) {
    this.runs = runs;
  }

  @Override
  public Answer handleRequest(Request request, Context context) {
    Run run =
        runs.get()
            .summarize(
                request.execution(),
                Instant.parse(request.startedAt()),
                !RunInput.of(request.input()).isWhole(),
                Optional.ofNullable(request.error()).map(WorkflowError::describe));
    return new Answer(run.status().name(), run.message());
  }
}
