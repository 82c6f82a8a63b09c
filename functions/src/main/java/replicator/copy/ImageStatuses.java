package replicator.copy;

import java.util.List;
import java.util.Map;
import replicator.plan.Batch;
import replicator.plan.Copy;
import replicator.plan.Unavailable;
import replicator.run.RunId;

/**
 * The status of each image, where people read it. What a run writes is kept only as long as no
 * later run has planned the same image: a late writer does not change the present.
 */
public interface ImageStatuses {
  /** All images of the batches are PENDING. */
  void plan(RunId run, List<Batch> batches);

  /** These are FAILED. */
  void unavailable(RunId run, List<Unavailable> images);

  /** As many as copies, in their order. */
  List<ImageStatus> of(RunId run, List<Copy> copies);

  /** These are COPYING in the attempt. */
  void copying(AttemptId attempt, List<Copy> copies);

  /** These have arrived. */
  void succeeded(RunId run, List<Copy> copies);

  /** These have FAILED, each for its reason. */
  void failed(RunId run, Map<Copy, String> reasons);

  /** These are PENDING again, and that is why. */
  void retried(RunId run, Map<Copy, String> reasons);
}
