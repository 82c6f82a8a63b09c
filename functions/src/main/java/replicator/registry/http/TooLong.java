package replicator.registry.http;

import java.io.IOException;

/** An answer of more bytes than anybody needs. */
final class TooLong extends IOException {
  final int longest;

  TooLong(int longest) {
    super("more than " + longest + " bytes");
    this.longest = longest;
  }
}
