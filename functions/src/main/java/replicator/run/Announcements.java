package replicator.run;

/** Where people hear of failures. */
public interface Announcements {
  /**
   * @param subject of an e-mail: one line of at most 100 ASCII characters, see <a
   *     href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html">Publish</a>; what is
   *     longer or other is cut or replaced
   * @return false if nobody has heard it, because no address has been confirmed yet; true if
   *     somebody has, or nobody wants to
   */
  boolean announce(String subject, String text);
}
