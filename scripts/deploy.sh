#!/usr/bin/env bash
# Checks what a deployment needs, reports everything that is wrong, and then calls sam deploy --guided with what it found.
#
#   deploy.sh [--check] [--stack-name NAME] [--config-file FILE] [PARAMETER=VALUE ...]
#
# A parameter is, for example, ecsClusterName=main, ecsSubnetA=subnet-0a or srcRegion=us-west-2. --check only checks. FILE
# is where sam saved the answers, by default samconfig.toml; NAME is by default the stack of that file. Parameters that are
# not given keep the stack's current values; sam asks for all of them. The network is checked as far as it is known.
set -euo pipefail
if [ "${BASH_VERSINFO[0]}" -lt 4 ]; then
  echo "This script needs bash 4 or newer, but runs in $BASH_VERSION. On macOS, which has 3.2, run: brew install bash" >&2
  exit 1
fi
cd "$(dirname "$0")/.."
. scripts/package.sh

check=
stack=
config=samconfig.toml
region=
zones=
wrong=0
declare -A given=()

main() {
  read_arguments "$@"
  check_package
  choose_region
  check_login
  read_stack
  check_schedule
  check_cluster
  check_subnet ecsSubnetA
  check_subnet ecsSubnetB
  if [ "$wrong" -gt 0 ]; then
    echo "$wrong to fix; nothing was deployed." >&2
    exit 1
  fi
  [ -n "$check" ] || deploy
}

read_arguments() {
  while [ $# -gt 0 ]; do
    case $1 in
    --check) check=1 ;;
    --stack-name | --config-file)
      [ -n "${2:-}" ] || {
        echo "$1 needs a value after it." >&2
        exit 2
      }
      case $1 in
      --stack-name) stack=$2 ;;
      --config-file) config=$2 ;;
      esac
      shift
      ;;
    *=*) given[${1%%=*}]=${1#*=} ;;
    *)
      echo "$1 is not a parameter: write NAME=VALUE, such as ecsClusterName=main." >&2
      exit 2
      ;;
    esac
    shift
  done
  [ -f "$config" ] || {
    echo "There is no file $config. Leave it out: at its end, sam asks for a file to save the answers in." >&2
    exit 2
  }
}

# The value of a key in the file; the answers to sam deploy --guided come after the values that all commands share.
saved() {
  awk -F '"' -v name="$1" '/^\[/ { ours = /^\[default\.(global|deploy)\.parameters\]/ }
    ours && $1 ~ "^" name " *= *$" { value = $2 } END { print value }' "$config"
}

bad() {
  echo "  wrong: $*" >&2
  wrong=$((wrong + 1))
}
good() { echo "  $*"; }
note() { echo "  note: $*" >&2; }

check_package() {
  local kind
  echo "Package:"
  kind=$(deployable_kind)
  good "$kind"
  case $kind in
  jvm) given[functionPackage]=jvm ;;
  *) given[functionPackage]=native given[functionArchitecture]=${kind#native } ;;
  esac
}

# Both variables are set, because aws does not read samconfig.toml, and not every version of aws and sam reads both.
choose_region() {
  region=${AWS_REGION:-${AWS_DEFAULT_REGION:-$(saved region)}}
  [ -n "$region" ] || region=$(aws configure get region) || {
    echo "The region is unknown: set AWS_REGION." >&2
    exit 1
  }
  export AWS_REGION=$region AWS_DEFAULT_REGION=$region
}

check_login() {
  local who
  echo "Login:"
  if who=$(aws sts get-caller-identity --query Arn --output text 2>&1); then
    good "$who in $region"
  else
    bad "the AWS CLI is not logged in: $who"
    exit 1
  fi
}

# Values may have several lines, so each ends with a character that no value contains. NoEcho values are shown as ****.
read_stack() {
  local end=$'\x1e' pairs query errors present pair name
  stack=${stack:-$(saved stack_name)}
  [ -n "$stack" ] || {
    echo "The stack is unknown, because $config names none: make deploy STACK=ecr-replicator" >&2
    exit 2
  }
  pairs="not_null(Stacks[0].Parameters, \`[]\`)[?ParameterValue!='****'].join('', [ParameterKey, '=', ParameterValue, '$end'])"
  query="join('', [Stacks[0].StackStatus, '$end', join('', $pairs)])"
  echo "Stack:"
  errors=$(mktemp)
  if present=$(aws cloudformation describe-stacks --stack-name "$stack" --query "$query" --output text 2>"$errors"); then
    if [ "${present%%"$end"*}" = REVIEW_IN_PROGRESS ]; then # Left over from a first change set that was declined or failed.
      good "$stack was never made, only planned: sam offers the template's defaults"
    else
      good "$stack: its parameters keep their values unless you change them"
      while IFS= read -r -d "$end" pair; do
        name=${pair%%=*}
        [ -n "${given[$name]+given}" ] || given[$name]=${pair#*=}
      done <<<"${present#*"$end"}"
    fi
  elif grep -q 'Stack with id .* does not exist' "$errors"; then
    good "there is no stack $stack in $region yet: sam offers the template's defaults"
  else
    bad "$stack cannot be read, so sam would offer the template's defaults instead of its values:$(tr '\n' ' ' <"$errors")"
  fi
  rm -f "$errors"
}

check_schedule() {
  local timezone=${given[scheduleTimezone]:-}
  [ -n "$timezone" ] && [ -d /usr/share/zoneinfo ] || return 0
  echo "Schedule:"
  if [ -f "/usr/share/zoneinfo/$timezone" ]; then
    good "$timezone"
  elif [ -f /usr/share/zoneinfo/US/Eastern ]; then
    bad "$timezone is not a time zone in /usr/share/zoneinfo: scheduleTimezone must be one, such as Europe/Berlin"
  else # EventBridge Scheduler accepts the old names, but not every machine has them.
    note "$timezone is not a time zone in /usr/share/zoneinfo, which lacks the old names: check whether it is one of them"
  fi
}

check_cluster() {
  local cluster=${given[ecsClusterName]:-} state providers
  [ -n "$cluster" ] || return 0
  echo "Cluster:"
  state=$(aws ecs describe-clusters --clusters "$cluster" --query 'clusters[0].status' --output text)
  if [ "$state" != ACTIVE ]; then
    bad "there is no cluster $cluster in $region: aws ecs create-cluster --cluster-name $cluster creates an empty one"
    return
  fi
  good "$cluster"
  [ "${given[useSpot]:-DISABLED}" = ENABLED ] || return 0
  providers=$(aws ecs describe-clusters --clusters "$cluster" --query 'clusters[0].capacityProviders' --output text)
  case $providers in
  *FARGATE_SPOT*) good "it has Fargate Spot" ;;
  *)
    bad "$cluster has no capacity provider FARGATE_SPOT: useSpot must be DISABLED, or aws ecs put-cluster-capacity-providers" \
      "must name it, together with those that the cluster has now (${providers:-none})"
    ;;
  esac
}

check_subnet() {
  local subnet=${given[$1]:-} found vpc zone route
  [ -n "$subnet" ] || return 0
  echo "$1:"
  if ! found=$(aws ec2 describe-subnets --subnet-ids "$subnet" --query 'Subnets[0].[VpcId,AvailabilityZone]' \
    --output text 2>/dev/null); then
    bad "there is no subnet $subnet in $region"
    return
  fi
  read -r vpc zone <<<"$found"
  [ "${given[ecsVpcId]:-$vpc}" = "$vpc" ] || bad "$subnet is in $vpc, not in ${given[ecsVpcId]}"
  case " $zones " in
  *" $zone "*) bad "both subnets are in $zone: use two availability zones" ;;
  esac
  zones="$zones $zone"
  if route=$(default_route "$subnet" "$vpc"); then
    check_way_out "$subnet" "$zone" "$route"
  else
    good "$subnet in $zone: its way out is not checked, because its routes cannot be read"
  fi
}

check_way_out() {
  local subnet=$1 zone=$2 route=$3 public=${given[assignPublicIp]:-ENABLED} image
  image=${given[skopeoImage]:-$(sed -n '/^  skopeoImage:/,/Default:/s/^ *Default: //p' template.yaml)}
  case $route,${given[functionsInVpc]:-DISABLED} in
  igw-*,ENABLED)
    note "$subnet leads to $route, and a function gets no public address: with functionsInVpc=ENABLED it reaches only what" \
      "has a VPC endpoint (docs/private-subnets.md)"
    ;;
  esac
  case $route,$public,$image in
  others,*)
    note "$subnet in $zone has no default route, but others, to halves of all addresses or to a prefix list: do they lead to" \
      "the registries, and is assignPublicIp=$public right for them?"
    ;;
  None,*,quay.io/* | None,*,docker.io/* | None,*,ghcr.io/* | None,*,public.ecr.aws/*)
    bad "$subnet has no way to the internet, so no task can pull $image: skopeoImage must be an image in an ECR of this" \
      "region, or in a registry that the subnet reaches (docs/private-subnets.md)"
    ;;
  None,*,*.dkr.ecr.* | None,*,*.dkr-ecr.*)
    good "$subnet has no way to the internet: docs/private-subnets.md lists the endpoints that it needs"
    ;;
  None,*) note "$subnet has no way to the internet: check that it reaches $image (docs/private-subnets.md)" ;;
  vpce-*,*) good "$subnet in $zone leads to $route; whether assignPublicIp is right depends on what is behind this endpoint" ;;
  igw-*,ENABLED,*) good "$subnet in $zone reaches the internet through $route" ;;
  igw-*,*) bad "$subnet leads to $route, where a task without a public address gets no answer: assignPublicIp must be ENABLED" ;;
  *,DISABLED,*) good "$subnet in $zone reaches the internet through $route" ;;
  *) bad "$subnet leads to $route: assignPublicIp must be DISABLED" ;;
  esac
}

# Prints the target of a subnet's default route: igw-..., nat-..., or None. A peered VPC counts as None: peering leads no further.
# Prints "others" for routes that may amount to one: halves of all addresses, prefix lists (not those of endpoints).
default_route() {
  local table targets='GatewayId, NatGatewayId, TransitGatewayId, NetworkInterfaceId, CoreNetworkArn'
  table=$(route_table "Name=association.subnet-id,Values=$1") || return
  [ "$table" != None ] || table=$(route_table "Name=vpc-id,Values=$2" Name=association.main,Values=true) || return
  local default="Routes[?DestinationCidrBlock=='0.0.0.0/0'] | [0].not_null($targets)"
  local half="ends_with(not_null(DestinationCidrBlock, ''), '.0.0.0/1')"
  local list="DestinationPrefixListId && !starts_with(not_null(GatewayId, ''), 'vpce-')"
  aws ec2 describe-route-tables --route-table-ids "$table" --output text \
    --query "RouteTables[0] | ($default) || (Routes[?$half || $list] && 'others') || 'None'"
}

route_table() { aws ec2 describe-route-tables --filters "$@" --query 'RouteTables[0].RouteTableId' --output text; }

deploy() {
  command -v sam >/dev/null || {
    echo "The SAM CLI is missing: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/install-sam-cli.html" >&2
    exit 1
  }
  # Quoted, because sam ends an unquoted value at its first blank and refuses an empty one.
  local overrides=() name
  for name in "${!given[@]}"; do
    overrides+=("$name=\"${given[$name]//\"/\\\"}\"")
  done
  # The template is named because sam would otherwise prefer that of an earlier sam build.
  exec sam deploy --guided --config-file "$config" --stack-name "$stack" --region "$region" \
    --template-file template.yaml --parameter-overrides "${overrides[@]}"
}

main "$@"
