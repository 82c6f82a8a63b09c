/** Amazon S3, where a list of images may stand that is too long for a parameter. */
@NullMarked
package replicator.s3;

import org.jspecify.annotations.NullMarked;
