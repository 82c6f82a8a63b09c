package replicator.registry;

import java.util.Set;

/** What came of asking for a list. */
sealed interface Listed {
  /** All of them, in the registry's order. */
  record Names(Set<String> names) implements Listed {}

  /**
   * There is no list.
   *
   * @param told whether the registry itself says so: the body has its error format
   * @param forPassword whether it asks for user and password
   */
  record Refused(Question question, int status, boolean told, boolean forPassword)
      implements Listed {}
}
