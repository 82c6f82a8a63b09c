package replicator.list;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewestTagsTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          by number and not by letter          ; newest(2, *)           ; 1.9 1.10 1.2                    ; 1.10 1.9
          what the pattern does not match      ; newest(2, v*)          ; v1 v2 3 4                       ; v2 v1
          what is no version                   ; newest(2, *)           ; latest edge 1.0                 ; 1.0
          fewer than asked for                 ; newest(5, v*)          ; v1                              ; v1
          no release candidates in a glob      ; newest(1, v*)          ; v1.2.0 v1.3.0-rc.1              ; v1.2.0
          nor variants                         ; newest(1, ALL_TAGS)    ; 1.2 1.3-alpine                  ; 1.2
          variants in a glob with a hyphen     ; newest(2, *-alpine)    ; 1.2-alpine 1.10-alpine 1.9-slim 1.11-rc1 1.1-alpine; 1.10-alpine 1.2-alpine
          candidates in an expression          ; newest(1, /^v1/)       ; v1.2.0 v1.3.0-rc.1 v2           ; v1.3.0-rc.1
          the release after its candidate      ; newest(2, /./)         ; 1.3.0-rc.1 1.3.0 1.2            ; 1.3.0 1.3.0-rc.1
          within a range                       ; newest(2, semver(<2))  ; 1.1 1.2 1.3 2.0                 ; 1.3 1.2
          the one that says more first         ; newest(2, *)           ; 1.2 1.2.0 1                     ; 1.2.0 1.2
          equal versions by name               ; newest(1, *)           ; v1.2.0 1.2.0                    ; 1.2.0
          dates                                ; newest(1, 20*)         ; 20240131 20240201 20231231      ; 20240201
          """)
  void newest_isPicked(String name, String typed, String tags, String picked) {
    TagFilter newest = TagFilterParser.parse(typed);

    assertThat(newest.pick(Tags.candidates(tags))).isEqualTo(Tags.of(picked));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"newest(2, v*); latest 1.0", "newest(2, v*-*); v1.0"})
  void nothing_isPickedOfNothing(String typed, String tags) {
    assertThat(TagFilterParser.parse(typed).pick(Tags.candidates(tags))).isEmpty();
  }
}
