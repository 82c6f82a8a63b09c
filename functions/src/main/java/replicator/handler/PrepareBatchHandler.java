package replicator.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Provider;
import replicator.replication.BatchPreparation;
import replicator.run.RunId;

/** Makes ready what a batch's task needs. */
@Named("prepareBatch")
public final class PrepareBatchHandler
    implements RequestHandler<PrepareBatchHandler.Request, PrepareBatchHandler.Answer> {
  public record Request(String run, int batch) {}

  /**
   * @param toCopy how many images need a task
   * @param giveUpAt when LaunchCopy stops trying
   */
  public record Answer(int toCopy, String giveUpAt) {}

  private final Provider<BatchPreparation> preparation;

  @Inject
  PrepareBatchHandler(Provider<BatchPreparation> preparation) {
    this.preparation = preparation;
  }

  @Override
  public Answer handleRequest(Request request, Context context) {
    BatchPreparation.Prepared prepared =
        preparation.get().prepare(new RunId(request.run()), request.batch());
    return new Answer(prepared.toCopy(), prepared.giveUpAt().toString());
  }
}
