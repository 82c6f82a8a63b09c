/** Amazon ECS, which runs the copying tasks on Fargate, and what their containers log. */
@NullMarked
package replicator.ecs;

import org.jspecify.annotations.NullMarked;
