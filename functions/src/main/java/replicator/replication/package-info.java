/**
 * What the functions do, by means of concepts and ports: begin and plan a run, prepare, copy and
 * settle its batches, end it, and start or stop runs with the stack.
 */
@NullMarked
package replicator.replication;

import org.jspecify.annotations.NullMarked;
