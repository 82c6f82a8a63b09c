"""What is refused before anything is made: parameters and Rules."""

import pytest
from aws.cloudformation import parameters, rules
from moto.cloudformation.exceptions import ValidationError


class Network:
    """Two VPCs of two zones; the subnet's name says which it belongs to."""

    def attribute(self, type_name: str, value: str, attribute: str) -> str:
        assert type_name == "AWS::EC2::Subnet::Id"
        return {"VpcId": value.replace("subnet", "vpc")[:-1], "AvailabilityZone": value[-1]}[attribute]


DECLARED = {
    "kind": {"Type": "String"},
    "size": {"Type": "Number"},
    "listed": {"Type": "CommaDelimitedList"},
    "vpc": {"Type": "AWS::EC2::VPC::Id"},
    "first": {"Type": "AWS::EC2::Subnet::Id"},
    "second": {"Type": "AWS::EC2::Subnet::Id"},
}
VALUES = {"kind": "a", "size": "512", "listed": "a,b", "vpc": "vpc-1", "first": "subnet-1a", "second": "subnet-1b"}
SUBNETS = {"Fn::EachMemberIn": [
    {"Fn::ValueOfAll": ["AWS::EC2::Subnet::Id", "VpcId"]}, {"Fn::RefAll": "AWS::EC2::VPC::Id"}]}
ZONES = {"Fn::Not": [{"Fn::EachMemberEquals": [
    {"Fn::ValueOfAll": ["AWS::EC2::Subnet::Id", "AvailabilityZone"]}, {"Fn::ValueOf": ["first", "AvailabilityZone"]}]}]}


@pytest.mark.parametrize(("name", "expression", "holds"), [
    ("equal", {"Fn::Equals": [{"Ref": "kind"}, "a"]}, True),
    ("equal number", {"Fn::Equals": [{"Ref": "size"}, 512]}, True),
    ("not", {"Fn::Not": [{"Fn::Equals": [{"Ref": "kind"}, "a"]}]}, False),
    ("or", {"Fn::Or": [{"Fn::Equals": ["a", "b"]}, {"Fn::Equals": ["a", "a"]}]}, True),
    ("and", {"Fn::And": [{"Fn::Equals": ["a", "b"]}, {"Fn::Equals": ["a", "a"]}]}, False),
    ("contains", {"Fn::Contains": [["512", "1024"], {"Ref": "size"}]}, True),
    ("list contains", {"Fn::Contains": [{"Ref": "listed"}, "c"]}, False),
    ("each member in", {"Fn::EachMemberIn": [{"Ref": "listed"}, ["a", "b", "c"]]}, True),
    ("each member equals", {"Fn::EachMemberEquals": [{"Ref": "listed"}, "a"]}, False),
    ("value of", {"Fn::Equals": [{"Fn::ValueOf": ["first", "VpcId"]}, "vpc-1"]}, True),
    ("subnets of the vpc", SUBNETS, True),
    ("subnets of two zones", ZONES, True),
    ("region", {"Fn::Equals": [{"Ref": "AWS::Region"}, "cn-north-1"]}, True),
])
def test_assertion(name, expression, holds):
    rule = {"Rule": {"Assertions": [{"Assert": expression, "AssertDescription": "it must be right"}]}}
    if holds:
        rules.check(rule, DECLARED, VALUES, Network(), "cn-north-1")
    else:
        with pytest.raises(ValidationError, match="it must be right"):
            rules.check(rule, DECLARED, VALUES, Network())


def test_subnet_of_another_vpc_is_refused():
    rule = {"Rule": {"Assertions": [{"Assert": SUBNETS, "AssertDescription": "subnets of ecsVpcId"}]}}
    with pytest.raises(ValidationError, match="subnets of ecsVpcId"):
        rules.check(rule, DECLARED, {**VALUES, "second": "subnet-2a"}, Network())


def test_subnets_of_one_zone_are_refused():
    rule = {"Rule": {"Assertions": [{"Assert": ZONES, "AssertDescription": "two availability zones"}]}}
    with pytest.raises(ValidationError, match="two availability zones"):
        rules.check(rule, DECLARED, {**VALUES, "second": "subnet-1a"}, Network())


def test_rule_whose_condition_does_not_hold_is_not_looked_at():
    rule = {"RuleCondition": {"Fn::Equals": [{"Ref": "kind"}, "b"]}, "Assertions": [{"Assert": {"Fn::Equals": ["a", "b"]}}]}
    rules.check({"Rule": rule}, DECLARED, VALUES, Network())


def test_unknown_function_is_an_error():
    with pytest.raises(ValidationError, match="Fn::Sub cannot be used in Rules"):
        rules.check({"Rule": {"Assertions": [{"Assert": {"Fn::Sub": "x"}}]}}, DECLARED, VALUES, Network())


@pytest.mark.parametrize(("name", "declared", "value", "message"), [
    ("pattern", {"AllowedPattern": "^$|^[0-9]{12}$", "ConstraintDescription": "12 digits"}, "12", "12 digits"),
    ("pattern for all", {"AllowedPattern": "[a-z]+"}, "a1", r"must match pattern \[a-z\]\+"),
    ("allowed value", {"AllowedValues": ["a", "b"]}, "c", "must be one of AllowedValues"),
    ("too long", {"MaxLength": 3}, "abcd", "at most 3 characters"),
    ("too short", {"MinLength": 3}, "ab", "at least 3 characters"),
    ("4 KiB", {}, "x" * 4097, "less than or equal to 4096"),
    ("too small", {"Type": "Number", "MinValue": 1}, "0", "must be at least 1"),
    ("too large", {"Type": "Number", "MaxValue": 10, "ConstraintDescription": "up to 10"}, "11", "up to 10"),
    ("no number", {"Type": "Number"}, "many", "'name' must be a number"),
])
def test_parameter_is_refused(name, declared, value, message):
    with pytest.raises(ValidationError, match=message):
        parameters.complete({"name": {"Type": "String", **declared}}, {"name": value})


def test_defaults_are_taken_and_numbers_are_text():
    declared = {"a": {"Type": "Number", "Default": 20, "AllowedValues": [20, 30]}, "b": {"Type": "String", "Default": ""}}
    assert parameters.complete(declared, {}) == {"a": "20", "b": ""}


def test_missing_and_unknown_parameters_are_named():
    with pytest.raises(ValidationError, match=r"\[vpc, subnet\] must have values"):
        parameters.complete({"vpc": {"Type": "String"}, "subnet": {"Type": "String"}}, {})
    with pytest.raises(ValidationError, match=r"\[other\] do not exist in the template"):
        parameters.complete({}, {"other": "x"})
