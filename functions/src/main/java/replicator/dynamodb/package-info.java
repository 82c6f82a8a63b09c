/**
 * Statuses of images, batches and their attempts, runs, the lease and the turns, in DynamoDB.
 *
 * <p>Two tables, as template.yaml makes them. The one of images is for people: an item for each
 * image, with its destination repository and tag as the key. The other holds all the rest, by kind
 * and id:
 *
 * <table>
 * <caption>The table of runs</caption>
 * <tr><th>kind<th>id<th>what
 * <tr><td>{@code run}<td>the run<td>what the run did
 * <tr><td>{@code batch} and the run<td>the batch's number, nine digits<td>its copies and its last attempt
 * <tr><td>{@code lease}<td>{@code run}<td>the execution that may run
 * <tr><td>{@code lease}<td>{@code waiting for everything}, {@code waiting for noted}<td>the execution that waits for all of its kind
 * <tr><td>{@code note}<td>a source repository<td>that it was pushed to while a run was in progress
 * <tr><td>{@code auth}<td>{@code written}<td>for which run the auth file was written last, and when
 * <tr><td>{@code auth}<td>{@code turn}<td>the run that is writing it, and until when it may
 * </table>
 *
 * <p>What must not happen twice or too late is prevented by a condition of the write itself, and
 * all reads are consistent.
 */
@NullMarked
package replicator.dynamodb;

import org.jspecify.annotations.NullMarked;
