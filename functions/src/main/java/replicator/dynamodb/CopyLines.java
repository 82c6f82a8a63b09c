package replicator.dynamodb;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;
import replicator.copy.Copy;
import replicator.image.Digest;
import replicator.image.Repository;
import replicator.image.Tag;

/**
 * The copies of a batch in few bytes, since DynamoDB counts every kilobyte of a write and all
 * batches of a run are in one partition, which takes <a
 * href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html">a
 * thousand of them a second</a>.
 *
 * <p>Compressed with zlib: a line {@code SOURCE DESTINATION} wherever the repositories change, and
 * below it {@code TAG DIGEST PREVIOUS SIZE} for each copy, {@code -} for what is not known.
 */
final class CopyLines {
  private static final String UNKNOWN = "-";

  private CopyLines() {}

  static byte[] write(List<Copy> copies) {
    StringBuilder lines = new StringBuilder();
    @Nullable String last = null;
    for (Copy copy : copies) {
      String repositories = copy.source() + " " + copy.destination();
      if (!repositories.equals(last)) {
        lines.append(repositories).append('\n');
        last = repositories;
      }
      lines.append(line(copy)).append('\n');
    }
    return compress(lines.toString().getBytes(US_ASCII));
  }

  static List<Copy> read(byte[] bytes) {
    List<Copy> copies = new ArrayList<>();
    String[] repositories = {};
    for (String line : new String(expand(bytes), US_ASCII).lines().toList()) {
      String[] fields = line.split(" ", -1);
      if (fields.length == 2) {
        repositories = fields;
      } else {
        copies.add(copy(repositories[0], repositories[1], fields));
      }
    }
    return copies;
  }

  private static String line(Copy copy) {
    String previous = copy.previous().map(Digest::value).orElse(UNKNOWN);
    String size = copy.sizeInBytes().isPresent() ? "" + copy.sizeInBytes().getAsLong() : UNKNOWN;
    return "%s %s %s %s".formatted(copy.tag(), copy.digest(), previous, size);
  }

  private static Copy copy(String source, String destination, String[] fields) {
    boolean sized = !fields[3].equals(UNKNOWN);
    return new Copy(
        Repository.parse(source),
        new Digest(fields[1]),
        Repository.parse(destination),
        new Tag(fields[0]),
        fields[2].equals(UNKNOWN) ? Optional.empty() : Optional.of(new Digest(fields[2])),
        sized ? OptionalLong.of(Long.parseLong(fields[3])) : OptionalLong.empty());
  }

  private static byte[] compress(byte[] text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(bytes)) {
      deflater.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  private static byte[] expand(byte[] bytes) {
    try (InflaterInputStream inflater = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
      return inflater.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the copies of a batch are damaged", e);
    }
  }
}
