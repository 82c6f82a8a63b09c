package replicator.run;

/** Delivers notifications about runs to people. */
public interface Notifications {
  /**
   * @param subject of an e-mail: one line of fewer than 100 ASCII characters, see <a
   *     href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html">Publish</a>; what is
   *     longer or other is cut or replaced
   * @return false if it reached nobody, because no address has been confirmed yet; true if it
   *     reached somebody, or there is no address to reach
   */
  boolean publish(String subject, String text);
}
