package replicator.text;

/** A number and what it counts, in singular or plural, for sentences. */
public final class Counted {
  private Counted() {}

  public static String of(long number, String singular, String plural) {
    return number == 1 ? "1 " + singular : number + " " + plural;
  }

  /** With a plural that ends in s. */
  public static String of(long number, String singular) {
    return of(number, singular, singular + "s");
  }
}
