package replicator.list;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionSizeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "^v\\d+\\.\\d+$",
        "a{100}",
        "[0-9a-f]{40}",
        "[]}]{30}",
        "[^]]{30}",
        "[\\]]{30}",
        "[[:alpha:]]{30}",
        "\\({30}",
        "(a{10}){10}",
        "((a|b){5,7}c){9}",
        "(ab?c*){20}",
        "((((x{3}){3}){3}){3}){3}",
        "(?:a{2}){2}(?P<n>b){3}",
        "(a{10}b{10})*",
        "x{0,50}"
      })
  void size_isNotUnderestimated(String regex) {
    int fixed = 4;
    assertThat(ExpressionSize.of(regex))
        .isGreaterThanOrEqualTo((Pattern.compile(regex).programSize() - fixed) / 3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a{1000}){1000}",
        "((((((a{9}){9}){9}){9}){9}){9}){9}",
        "(((((((((((((((((((((((a?){3}){3}){3}){3}){3}){3}){3}){3}){3}){3}){3}){3}){3}",
        "(a{999999999}){999999999}"
      })
  void size_ofWhatWouldTakeAllMemory_isBeyondAnyLimit(String regex) {
    assertThat(ExpressionSize.of(regex)).isGreaterThan(100_000);
  }
}
