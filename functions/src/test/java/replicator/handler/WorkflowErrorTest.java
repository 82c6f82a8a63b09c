package replicator.handler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkflowErrorTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a function's error  | {"Error": "replicator.failure.PermanentFailure", "Cause": "{\\"errorMessage\\": \\"srcRegion is wrong\\", \\"stackTrace\\": []}"} | srcRegion is wrong
          a function's death  | {"Error": "Runtime.ExitError", "Cause": "{\\"errorType\\": \\"Runtime.ExitError\\", \\"errorMessage\\": \\"RequestId: 1 Error: Runtime exited\\"}"} | a function failed (Runtime.ExitError): RequestId: 1 Error: Runtime exited; the execution's history names it
          a function's end    | {"Error": "Sandbox.Timedout", "Cause": "Task timed out after 900.00 seconds"} | a function failed (Sandbox.Timedout): Task timed out after 900.00 seconds; the execution's history names it
          a refused call      | {"Error": "Lambda.TooManyRequestsException", "Cause": "Rate Exceeded"} | a function failed (Lambda.TooManyRequestsException): Rate Exceeded; the execution's history names it
          a text              | {"Error": "States.TaskFailed", "Cause": "the map has too many failures"} | a state of the workflow failed (States.TaskFailed): the map has too many failures; the execution's history names it
          JSON without a word | {"Error": "X", "Cause": "{\\"a\\": 1}"} | {"a": 1}
          only a name         | {"Error": "States.Timeout"} | a state of the workflow failed (States.Timeout); the execution's history names it
          only another name   | {"Error": "X"} | X
          an empty cause      | {"Error": "States.Timeout", "Cause": ""} | a state of the workflow failed (States.Timeout); the execution's history names it
          nothing             | {} | the workflow gives no reason
          """)
  void an_error_of_the_workflow_is_told_in_its_own_words(String name, String json, String told)
      throws JsonProcessingException {
    assertThat(Events.JSON.readValue(json, WorkflowError.class).describe()).isEqualTo(told);
  }
}
