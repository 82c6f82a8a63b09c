package replicator.list;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import replicator.failure.InvalidParameter;
import replicator.image.InvalidReference;
import replicator.image.Repository;
import replicator.names.Named;
import replicator.names.Names;
import replicator.text.Excerpt;

/** Reads a list, and reports what is wrong with all its malformed entries at once. */
final class ImageListParser {
  private static final int MAX_CHARACTERS = 8_000_000;
  private static final int MAX_ENTRIES = 100_000;

  /** Each is compared with every repository. */
  private static final int MAX_REPOSITORY_PATTERNS = 500;

  private final String parameter;
  private final Names names;
  private final Problems problems = new Problems();
  private final Map<Named, Set<Entry>> ofOne = new LinkedHashMap<>();
  private final Map<Entry, RepositoryGlob> ofSeveral = new LinkedHashMap<>();
  private final Map<Repository, Set<TagPattern>> excludedOfOne = new LinkedHashMap<>();
  private final Map<RepositoryGlob, Set<TagPattern>> excludedOfSeveral = new LinkedHashMap<>();

  ImageListParser(String parameter, Names names) {
    this.parameter = parameter;
    this.names = names;
  }

  ListedEntries parse(String text) {
    if (text.length() > MAX_CHARACTERS) {
      throw invalid(text, "a list of at most %d characters".formatted(MAX_CHARACTERS));
    }
    List<ListText.Item> items = ListText.items(text);
    if (items.size() > MAX_ENTRIES) {
      throw invalid(text, "a list of at most %d entries".formatted(MAX_ENTRIES));
    }
    for (ListText.Item item : items) {
      try {
        add(EntryParser.parse(item.text()));
      } catch (InvalidReference e) {
        problems.add(item, e.expected());
      }
    }
    problems.throwIfAny(parameter);
    if (ofOne.isEmpty() && ofSeveral.isEmpty()) {
      throw invalid(text, "at least one image, such as ubuntu:22.04");
    }
    return new ListedEntries(ofOne, ofSeveral, new Exclusions(excludedOfOne, excludedOfSeveral));
  }

  private void add(Entry entry) {
    if (entry.images() instanceof TagFilter filter
        && filter.needsPushTimes()
        && !names.tellsPushTimes()) {
      throw invalid(entry, "newest(...), since only Amazon ECR tells when an image was pushed");
    }
    if (entry.isForSeveral()) {
      addForSeveral(entry, RepositoryGlob.parse(names.glob(entry.name())));
    } else {
      addForOne(entry, names.named(entry.name()));
    }
  }

  private void addForSeveral(Entry entry, RepositoryGlob glob) {
    if (!entry.excluded() && !names.listsRepositories()) {
      throw invalid(entry, "one repository, since a public registry does not list what it has");
    }
    if (ofSeveral.size() + excludedOfSeveral.size() == MAX_REPOSITORY_PATTERNS) {
      throw invalid(
          entry, "at most %d patterns of repositories".formatted(MAX_REPOSITORY_PATTERNS));
    }
    if (entry.excluded()) {
      excludedOfSeveral.computeIfAbsent(glob, _ -> new LinkedHashSet<>()).add(pattern(entry));
    } else {
      ofSeveral.put(entry, glob);
    }
  }

  private void addForOne(Entry entry, Named named) {
    if (entry.excluded()) {
      excludedOfOne
          .computeIfAbsent(named.repository(), _ -> new LinkedHashSet<>())
          .add(pattern(entry));
    } else {
      ofOne.computeIfAbsent(named, _ -> new LinkedHashSet<>()).add(entry);
    }
  }

  private static TagPattern pattern(Entry exclusion) {
    if (exclusion.images() instanceof TagPattern pattern) {
      return pattern;
    }
    throw invalid(exclusion, "a tag or a pattern of tags to exclude, no digest, newest or pushed");
  }

  private static InvalidReference invalid(Entry entry, String expected) {
    return new InvalidReference("list entry", entry.toString(), expected);
  }

  private InvalidParameter invalid(String text, String expected) {
    return new InvalidParameter(parameter, Excerpt.of(text), expected);
  }
}
