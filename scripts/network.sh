# Checks the subnets of the tasks, as far as they are known; sourced by deploy.sh.
# shellcheck shell=bash disable=SC2154 # deploy.sh has $errors

check_subnet() {
  local subnet=${given[$1]:-} found vpc zone route
  [ -n "$subnet" ] || return 0
  echo "$1:"
  if ! found=$(aws ec2 describe-subnets --subnet-ids "$subnet" --query 'Subnets[0].[VpcId,AvailabilityZone]' \
    --output text 2>"$errors"); then
    if grep -q InvalidSubnetID "$errors"; then
      bad "there is no subnet $subnet in $AWS_REGION"
    else
      bad "$subnet cannot be read:$(complaint)"
    fi
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
  None,*,*.dkr.ecr."$AWS_REGION".*)
    good "$subnet has no way to the internet: docs/private-subnets.md lists the endpoints that it needs"
    ;;
  None,*,quay.io/* | None,*,docker.io/* | None,*,ghcr.io/* | None,*,public.ecr.aws/*)
    bad "$subnet has no way to the internet, so no task can pull $image: skopeoImage must be an image in an ECR of this" \
      "region, or in a registry that the subnet reaches (docs/private-subnets.md)"
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
  local live="Routes[?State!='blackhole']" # as a route stays whose gateway has been deleted
  local default="[?DestinationCidrBlock=='0.0.0.0/0'] | [0].not_null($targets)"
  local half="ends_with(not_null(DestinationCidrBlock, ''), '.0.0.0/1')"
  local list="DestinationPrefixListId && !starts_with(not_null(GatewayId, ''), 'vpce-')"
  aws ec2 describe-route-tables --route-table-ids "$table" --output text \
    --query "RouteTables[0].$live | ($default) || ([?$half || $list] && 'others') || 'None'"
}

route_table() { aws ec2 describe-route-tables --filters "$@" --query 'RouteTables[0].RouteTableId' --output text; }
