#!/bin/sh
# A function in a shell: answers every custom resource with SUCCESS, and everything else with {}.
api=http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime
headers=$(mktemp -p .)
while event=$(curl -s -D "$headers" "$api/invocation/next"); do
  id=$(tr -d '\r' <"$headers" | sed -n 's/^[Ll]ambda-[Rr]untime-[Aa]ws-[Rr]equest-[Ii]d: //p')
  url=$(printf %s "$event" | jq -r '.ResponseURL // empty')
  if [ "$url" ]; then
    printf %s "$event" |
      jq '{Status: "SUCCESS", PhysicalResourceId: "first-run", StackId, RequestId, LogicalResourceId}' |
      curl -s -X PUT -H Content-Type: --data-binary @- "$url" >/dev/null
  fi
  curl -s -d '{}' "$api/invocation/$id/response" >/dev/null
done
