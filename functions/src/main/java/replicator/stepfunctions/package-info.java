/** AWS Step Functions: the executions of the workflow, and its states that wait for an answer. */
@NullMarked
package replicator.stepfunctions;

import org.jspecify.annotations.NullMarked;
