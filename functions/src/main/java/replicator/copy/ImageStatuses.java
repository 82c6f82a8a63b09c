package replicator.copy;

import java.util.List;
import java.util.Map;
import replicator.plan.Batch;
import replicator.plan.Copy;
import replicator.plan.Unavailable;
import replicator.run.RunId;

/**
 * The status of each image, where people read it. What a run writes is kept only as long as no
 * later run has planned the same image, and what an attempt writes only while the image is COPYING
 * in that attempt: a late writer does not change the present.
 */
public interface ImageStatuses {
  /** All images of the batches are PENDING, whatever they were. */
  void plan(RunId run, List<Batch> batches);

  /** These are FAILED. */
  void unavailable(RunId run, List<Unavailable> images);

  /**
   * As many as copies, in their order. An image that a later run has planned is {@link
   * ImageState#FAILED} in this one, and its reason names that run.
   */
  List<ImageStatus> of(RunId run, List<Copy> copies);

  /** These are COPYING in the attempt, unless they have arrived or failed. */
  void copying(AttemptId attempt, List<Copy> copies);

  /** These have arrived, whatever they were. */
  void succeeded(RunId run, List<Copy> copies);

  /** These have FAILED in the attempt, each for its reason. */
  void failed(AttemptId attempt, Map<Copy, String> reasons);

  /** These are PENDING again after the attempt, and that is why. */
  void retried(AttemptId attempt, Map<Copy, String> reasons);

  /** These are FAILED, unless they have arrived or failed before. */
  void givenUp(RunId run, Map<Copy, String> reasons);
}
