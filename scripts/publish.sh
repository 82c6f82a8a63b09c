#!/usr/bin/env bash
# Puts template and functions into a bucket and prints a link that opens the launch form of the CloudFormation console.
#
#   publish.sh BUCKET [PREFIX]     the bucket must be in the region of the stacks, because Lambda reads it there
#
# template.yaml is always the newest; each template is also kept under its own name, for a rollback.
#
# Whoever opens the link needs s3:GetObject on the objects; granting it is left to the bucket's owner.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/package.sh

bucket=${1:-}
prefix=${2:-ecr-replicator}
if [ -z "$bucket" ]; then
  echo "The bucket is missing: make publish BUCKET=my-bucket" >&2
  exit 2
fi
kind=$(deployable_kind)
region=$(aws s3api get-bucket-location --bucket "$bucket" --query LocationConstraint --output text)
case $region in # of old: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html
None) region=us-east-1 ;;
EU) region=eu-west-1 ;;
esac
case $region in
cn-*) console=console.amazonaws.cn domain=amazonaws.com.cn ;;
us-gov-*) console=console.amazonaws-us-gov.com domain=amazonaws.com ;;
*) console=console.aws.amazon.com domain=amazonaws.com ;;
esac

# Named for its content, so that CloudFormation sees a new package as a change.
code=$prefix/$(sha256sum "$zip" | cut -c -16).zip
template=$prefix/template.yaml
made=$(mktemp)
trap 'rm -f "$made"' EXIT
# The defaults of a published template match its package.
case $kind in
jvm) default='/^  functionPackage:/,/Default:/s/Default: .*/Default: jvm/' ;;
*) default="/^  functionArchitecture:/,/Default:/s/Default: .*/Default: ${kind#native }/" ;;
esac
# sam delete deletes a package that is named as one string, and others may have deployed this one, too.
uri="{Bucket: '$bucket', Key: '$code'}"
sed -e "s|CodeUri: $zip|CodeUri: $uri|" -e "$default" template.yaml >"$made"
grep -qF "CodeUri: $uri" "$made" || {
  echo "template.yaml no longer has the line 'CodeUri: $zip'." >&2
  exit 1
}
aws s3 cp --only-show-errors "$zip" "s3://$bucket/$code"
kept=$prefix/template-$(sha256sum "$made" | cut -c -16).yaml
aws s3 cp --only-show-errors "$made" "s3://$bucket/$kept"
aws s3 cp --only-show-errors "$made" "s3://$bucket/$template"
url=https://$bucket.s3.$region.$domain/$template
echo "template: $url"
echo "kept as:  https://$bucket.s3.$region.$domain/$kept"
echo "launch:   https://$region.$console/cloudformation/home?region=$region#/stacks/create/review?templateURL=$url"
