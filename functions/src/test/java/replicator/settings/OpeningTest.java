package replicator.settings;

import static replicator.settings.Refusals.assertRefused;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpeningTest {

  @ParameterizedTest
  @CsvSource({"src, Amazon_ECR", "src, Private", "dest, Amazon_ECR"})
  void an_external_id_without_a_role_is_refused(String side, String sourceType) {
    assertRefused(
        side + "RoleExternalId",
        "ticket-7",
        "a blank value unless %sRoleArn is given, since a role asks for it".formatted(side),
        "sourceType",
        sourceType,
        side + "RoleExternalId",
        "ticket-7");
  }
}
