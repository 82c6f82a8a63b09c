#!/usr/bin/env bash
# Checks what a deployment needs, reports everything that is wrong, and then calls sam deploy --guided with what it found.
#
#   deploy.sh [--check] [--stack-name NAME] [--config-file FILE] [PARAMETER=VALUE ...]
#
# A parameter is, for example, ecsClusterName=main, ecsSubnetA=subnet-0a or srcRegion=us-west-2. --check only checks. FILE
# is where sam saved the answers, by default samconfig.toml; NAME is by default the stack of that file. Parameters that are
# not given keep the stack's current values or, without a stack, those of FILE; sam asks for all of them. The network is
# checked as far as it is known.
set -euo pipefail
if [ "${BASH_VERSINFO[0]}" -lt 4 ]; then
  echo "This script needs bash 4 or newer, but runs in $BASH_VERSION. On macOS, which has 3.2, run: brew install bash" >&2
  exit 1
fi
cd "$(dirname "$0")/.."
. scripts/package.sh
. scripts/network.sh

check=
stack=
config=samconfig.toml
region=
zones=
wrong=0
errors=$(mktemp)
trap 'rm -f "$errors"' EXIT
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
    *)
      is_parameter "$1" || {
        echo "$1 is not a parameter: write NAME=VALUE, such as ecsClusterName=main. docs/parameters.md lists the names." >&2
        exit 2
      }
      given[${1%%=*}]=${1#*=}
      ;;
    esac
    shift
  done
  [ -f "$config" ] || {
    echo "There is no file $config. Leave it out: at its end, sam asks for a file to save the answers in." >&2
    exit 2
  }
}

# sam leaves out what the template does not name, without a word.
is_parameter() {
  [[ $1 == *=* ]] && awk -v start="  ${1%%=*}:" '/^[A-Z]/ { ours = /^Parameters:/ }
    ours && index($0, start) == 1 { found = 1 } END { exit !found }' template.yaml
}

# The value of a key in the file; the answers to sam deploy --guided come after the values that all commands share. A string
# in double quotes, as sam writes it, is read as TOML; anything else is left as it stands.
saved() {
  local value string='^"(([^"\\]|\\.)*)"[[:space:]]*(#.*)?$'
  value=$(awk -v name="$1" '/^\[/ { ours = /^\[default\.(global|deploy)\.parameters\]/ }
    ours && sub("^" name " *= *", "") { value = $0 } END { print value }' "$config")
  if [[ $value =~ $string ]]; then
    printf '%b\n' "${BASH_REMATCH[1]//\\\"/\"}"
  else
    printf '%s\n' "$value"
  fi
}

bad() {
  echo "  wrong: $*" >&2
  wrong=$((wrong + 1))
}
good() { echo "  $*"; }
# What aws complained of in the call before, on one line.
complaint() { tr '\n' ' ' <"$errors"; }
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
  local end=$'\x1e' pairs query present state pair
  stack=${stack:-$(saved stack_name)}
  [ -n "$stack" ] || {
    echo "The stack is unknown, because $config names none: make deploy STACK=ecr-replicator" >&2
    exit 2
  }
  pairs="not_null(Stacks[0].Parameters, \`[]\`)[?ParameterValue!='****'].join('', [ParameterKey, '=', ParameterValue, '$end'])"
  query="join('', [Stacks[0].StackStatus, '$end', join('', $pairs)])"
  echo "Stack:"
  if present=$(aws cloudformation describe-stacks --stack-name "$stack" --query "$query" --output text 2>"$errors"); then
    state=${present%%"$end"*}
    if [ "$state" = REVIEW_IN_PROGRESS ]; then # Left over from a first change set that was declined or failed.
      read_answers "$stack was never made, only planned"
    else
      check_state "$state"
      while IFS= read -r -d "$end" pair; do
        offer "${pair%%=*}" "${pair#*=}"
      done <<<"${present#*"$end"}"
    fi
  elif grep -q 'Stack with id .* does not exist' "$errors"; then
    read_answers "there is no stack $stack in $region yet"
  else
    bad "$stack cannot be read, so sam would offer the template's defaults instead of its values:$(complaint)"
  fi
}

offer() { [ -n "${given[$1]+given}" ] || given[$1]=$2; }

# Whether CloudFormation updates a stack in this state. The region is named, as another one may have a stack of this name.
check_state() {
  local delete="aws cloudformation delete-stack --region $region --stack-name $stack"
  case $1 in
  ROLLBACK_COMPLETE) bad "$stack is in $1, because it could not be created: delete it first, by which nothing is lost: $delete" ;;
  ROLLBACK_FAILED | DELETE_FAILED)
    bad "$stack is in $1: delete it first: $delete (if that stops at FirstRun, see docs/troubleshooting.md)"
    ;;
  UPDATE_ROLLBACK_FAILED)
    bad "$stack is in $1: mend what its events name, then roll it back:" \
      "aws cloudformation continue-update-rollback --region $region --stack-name $stack"
    ;;
  *_IN_PROGRESS) bad "$stack is in $1: wait until that has ended" ;;
  *) good "$stack: its parameters keep their values unless you change them" ;;
  esac
}

# Without a stack, its parameters may be in the file, in one string: name="value" name="value", with \" for a quote.
read_answers() {
  local left value pair='^ *([A-Za-z0-9]+)=("([^"\\]|\\.)*"|[^" '\'']+)( |$)'
  left=$(saved parameter_overrides)
  [ -n "$left" ] || {
    good "$1: sam offers the template's defaults"
    return
  }
  while [[ $left =~ $pair ]]; do
    left=${left#"${BASH_REMATCH[0]}"}
    value=${BASH_REMATCH[2]#\"}
    value=${value%\"}
    offer "${BASH_REMATCH[1]}" "${value//\\\"/\"}"
  done
  if [ -z "${left// /}" ]; then
    good "$1: sam offers the parameters in $config"
  else
    bad "$1, and parameter_overrides in $config cannot be read, so sam would offer the template's defaults instead: it must" \
      "be as sam writes it: \"name=\\\"value\\\" name=\\\"value\\\"\""
  fi
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
  local cluster=${given[ecsClusterName]:-} found state providers
  [ -n "$cluster" ] || return 0
  echo "Cluster:"
  if ! found=$(aws ecs describe-clusters --clusters "$cluster" --output text \
    --query "clusters[0].[status, join(' ', not_null(capacityProviders, \`[]\`))]" 2>"$errors"); then
    bad "the cluster $cluster cannot be read:$(complaint)"
    return
  fi
  read -r state providers <<<"$found"
  if [ "$state" != ACTIVE ]; then
    bad "there is no cluster $cluster in $region: aws ecs create-cluster --cluster-name $cluster creates an empty one"
    return
  fi
  good "$cluster"
  [ "${given[useSpot]:-DISABLED}" = ENABLED ] || return 0
  case $providers in
  *FARGATE_SPOT*) good "it has Fargate Spot" ;;
  *)
    bad "$cluster has no capacity provider FARGATE_SPOT: useSpot must be DISABLED, or aws ecs put-cluster-capacity-providers" \
      "must name it, together with those that the cluster has now (${providers:-none})"
    ;;
  esac
}

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
  sam deploy --guided --config-file "$config" --stack-name "$stack" --region "$region" \
    --template-file template.yaml --parameter-overrides "${overrides[@]}"
}

main "$@"
