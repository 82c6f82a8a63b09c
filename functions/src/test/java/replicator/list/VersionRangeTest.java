package replicator.list;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import replicator.image.Tag;

class VersionRangeTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          >=1.2 <2             ; 1.2 1.2.0 v1.2.7 1.99 1.99.99   ; 1.1.9 2 2.0.0 v2.1 1
          >=1.2<2              ; 1.2 1.9                         ; 2 1.1
          >1.2                 ; 1.3 2                           ; 1.2 1.2.9
          >1.2.3               ; 1.2.4 1.2.3.1                   ; 1.2.3
          <=1.2                ; 1.2.9 1 0.1                     ; 1.3
          <=1.2.3              ; 1.2.3                           ; 1.2.4
          <2                   ; 1.9.9 0                         ; 2.0.0
          =1.2.3               ; 1.2.3 v1.2.3 V1.2.3             ; 1.2.4 1.2 1.2.3.4
          1.2.3                ; 1.2.3                           ; 1.2.2
          1.2                  ; 1.2 1.2.9                       ; 1.3 1
          1                    ; 1 1.9                           ; 2 0.9
          1.x                  ; 1.0 1.9.9                       ; 2
          1.2.*                ; 1.2 1.2.9                       ; 1.3
          *                    ; 0 1.2.3 v7                      ; 1.2.3-rc.1 latest
          x                    ; 1.2.3                           ; edge
          ^1.2                 ; 1.2 1.9                         ; 1.1 2
          ^1.2.3               ; 1.2.3 1.9                       ; 1.2.2 2
          ^0.2.3               ; 0.2.3 0.2.9                     ; 0.3 0.2.2
          ^0.0.3               ; 0.0.3                           ; 0.0.4
          ^0.0                 ; 0.0.9                           ; 0.1
          ^0.x                 ; 0.9                             ; 1
          ^0                   ; 0.9                             ; 1
          ~1.2                 ; 1.2 1.2.9                       ; 1.3 1.1
          ~1.2.3               ; 1.2.3 1.2.9                     ; 1.2.2 1.3
          ~1                   ; 1.9                             ; 2
          ~1.2 <1.2.5          ; 1.2 1.2.4                       ; 1.2.5 1.1
          ^1.2 >1.3            ; 1.4 1.9                         ; 1.3.5 2
          1.2 - 1.4            ; 1.2 1.4.9                       ; 1.1 1.5
          1.2.3 - 1.4.5        ; 1.2.3 1.4.5                     ; 1.2.2 1.4.6
          <1.2 || >=2          ; 1.1 2 3                         ; 1.2 1.9
          >= 1.2               ; 1.2                             ; 1.1
          >=v1.2               ; 1.2 v1.3                        ; 1.1
          >=20.04 <22          ; 20.04 20.10 21.04               ; 18.04 22.04 19.10
          >=2024.01.05         ; 2024.01.05 2024.1.6             ; 2024.01.04
          >=20240105123456     ; 20240105123456 20250101000000   ; 20230101000000 7
          >=1.2.3.4            ; 1.2.3.4 1.2.3.5                 ; 1.2.3.3 1.2.3
          >=1.2.0-rc.1 <2      ; 1.2.0-rc.1 1.2.0-rc.10 1.2.0 1.3; 1.2.0-beta 1.3.0-rc.1 2.0.0-rc.1
          >=1.2 <2             ; 1.2.0_4                         ; 1.3.0-rc.1 1.3.0-alpine
          =1.2.3-alpine        ; 1.2.3-alpine                    ; 1.2.3 1.2.3-slim
          <2.0.0               ; 1.9                             ; 2.0.0-rc.1 1.9.0-rc.1
          """)
  void range_takesWhatIsWithin(String range, String within, String without) {
    VersionRange versions = VersionRangeParser.parse(range);

    assertThat(Tags.of(within)).allMatch(versions::matches);
    assertThat(Tags.of(without)).noneMatch(versions::matches);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "latest",
        "3f2a1b9",
        "app-1.2.3",
        "1.2.3alpine",
        "1..2",
        "1.2.",
        "v",
        "_1",
        "1234567890123456789"
      })
  void tag_thatIsNoVersion_isInNoRange(String tag) {
    assertThat(VersionRangeParser.parse("*").matches(new Tag(tag))).isFalse();
  }
}
