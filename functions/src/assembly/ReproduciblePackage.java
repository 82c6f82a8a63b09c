import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Writes function.zip again so that the same sources give the same bytes: {@code java ReproduciblePackage.java PACKAGE}.
 *
 * <p>Quarkus 3.33 leaves three things to chance. The order of the entries is the file system's. What its build steps
 * record has names such as "proxykey12", numbered by one counter for all threads (quarkusio/quarkus#53025, mended in a
 * later version). And some steps go through sets in the order of identity hash codes, which .mvn/jvm.config therefore
 * makes all alike (-XX:hashCode=2). Here entries are sorted and have one time, and the names are numbered in the order
 * in which the sorted classes use them: the same name stays the same name in all of them.
 */
class ReproduciblePackage {
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
  private static final String RECORDED = "io/quarkus/runner/";
  private static final String NUMBERED = "proxykey[0-9]+";
  // Of the constants of a class file, by their tag, how many bytes follow it; 1 is a text.
  // https://docs.oracle.com/javase/specs/jvms/se25/html/jvms-4.html#jvms-4.4
  private static final Map<Integer, Integer> SIZES =
      Map.ofEntries(
          Map.entry(3, 4), Map.entry(4, 4), Map.entry(5, 8), Map.entry(6, 8), Map.entry(7, 2), Map.entry(8, 2),
          Map.entry(9, 4), Map.entry(10, 4), Map.entry(11, 4), Map.entry(12, 4), Map.entry(15, 3), Map.entry(16, 2),
          Map.entry(17, 4), Map.entry(18, 4), Map.entry(19, 2), Map.entry(20, 2));

  private final Map<String, String> numbers = new HashMap<>();

  public static void main(String[] arguments) throws IOException {
    Path path = Path.of(arguments[0]);
    TreeMap<String, byte[]> entries = entries(path);
    if (!entries.containsKey("bootstrap")) { // which has to stay executable, and is compiled anew each time
      Files.write(path, new ReproduciblePackage().written(entries));
    }
  }

  private static TreeMap<String, byte[]> entries(Path path) throws IOException {
    TreeMap<String, byte[]> entries = new TreeMap<>();
    try (ZipFile zip = new ZipFile(path.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    return entries;
  }

  private byte[] written(TreeMap<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> one : entries.entrySet()) {
        boolean recorded = one.getKey().startsWith(RECORDED) && one.getKey().endsWith(".class");
        byte[] content = recorded ? renumbered(one.getValue()) : one.getValue();
        zip.putNextEntry(entry(one.getKey(), content));
        zip.write(content);
      }
    }
    return bytes.toByteArray();
  }

  /** Jars are compressed already. */
  private static ZipEntry entry(String name, byte[] content) {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(TIME);
    if (name.endsWith(".jar") || name.endsWith("/")) {
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(content.length);
      CRC32 crc = new CRC32();
      crc.update(content);
      entry.setCrc(crc.getValue());
    }
    return entry;
  }

  private byte[] renumbered(byte[] classFile) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(classFile.length);
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(in.readNBytes(8)); // magic number and versions
    int count = in.readUnsignedShort();
    out.writeShort(count);
    for (int index = 1; index < count; index++) {
      int tag = in.readUnsignedByte();
      out.writeByte(tag);
      if (tag == 1) {
        byte[] text = renamed(in.readNBytes(in.readUnsignedShort()));
        out.writeShort(text.length);
        out.write(text);
      } else {
        out.write(in.readNBytes(SIZES.get(tag)));
        index += tag == 5 || tag == 6 ? 1 : 0; // long and double count twice
      }
    }
    in.transferTo(out);
    return bytes.toByteArray();
  }

  private byte[] renamed(byte[] text) {
    String name = new String(text, UTF_8);
    if (!name.matches(NUMBERED)) {
      return text;
    }
    return numbers.computeIfAbsent(name, key -> "proxykey" + (numbers.size() + 1)).getBytes(UTF_8);
  }
}
