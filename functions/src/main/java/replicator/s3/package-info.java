/** Amazon S3, which may keep a list of images that is too long for a parameter. */
@NullMarked
package replicator.s3;

import org.jspecify.annotations.NullMarked;
