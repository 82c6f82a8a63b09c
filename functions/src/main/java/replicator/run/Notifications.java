package replicator.run;

/** What people are told of runs goes here. */
public interface Notifications {
  /**
   * @param subject of an e-mail: one line of at most 100 ASCII characters, see <a
   *     href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html">Publish</a>; what is
   *     longer or other is cut or replaced
   * @return false if it reached nobody, because no address has been confirmed yet; true if it
   *     reached somebody, or nobody is to be reached
   */
  boolean publish(String subject, String text);
}
