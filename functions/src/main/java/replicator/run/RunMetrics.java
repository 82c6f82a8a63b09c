package replicator.run;

/** What a dashboard and alarms are told of a run. */
public interface RunMetrics {
  /**
   * Of a run that has ended now.
   *
   * @param brokeOff so that not all images are known; a zero would look as if there were none
   */
  void ofRun(Run run, boolean brokeOff);
}
