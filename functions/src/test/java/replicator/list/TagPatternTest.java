package replicator.list;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagPatternTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          1.2*          ; 1.2 1.2.3 1.20 1.2-rc  ; 1.3 11.2 v1.2 1x2
          *             ; 1 latest               ;
          v?.0          ; v1.0 vx.0              ; v10.0 v.0 v1x0
          *-alpine      ; 1-alpine x-y-alpine    ; alpine 1-alpine3
          **a**         ; a ba ab                ; b
          1.2           ; 1.2                    ; 1x2 1.2.3
          ALL_TAGS      ; a 1 x-y                ;
          /^v\\d+$/     ; v1 v23                 ; v1.2 xv1 v
          /rc/          ; 1-rc rc2 arch-rc-x     ; 1.0
          /^(a|b)$/     ; a b                    ; c ab
          /^v1\\.2$/    ; v1.2                   ; v1x2
          /(?i)^rc/     ; RC1 rc1                ; 1rc
          /^[^-]*$/     ; 1.2 x                  ; 1-2
          /^x{2,3}$/    ; xx xxx                 ; x xxxx
          """)
  void pattern_matches(String typed, String matching, String others) {
    TagPattern pattern = TagFilterParser.parsePattern(typed);

    assertThat(Tags.of(matching)).allMatch(pattern::matches);
    if (others != null) {
      assertThat(Tags.of(others)).noneMatch(pattern::matches);
    }
  }
}
