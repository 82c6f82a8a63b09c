"""A template that CloudFormation refuses, before anything is made."""

import json

import pytest
from botocore.exceptions import ClientError


def parameter(type_name: str) -> str:
    return json.dumps({"Parameters": {"X": {"Type": type_name, "Default": "x"}}, "Resources": {"X": {"Type": "AWS::SNS::Topic"}}})


def resources(**more) -> str:
    return json.dumps({"Resources": more})


@pytest.mark.parametrize(("template", "message"), [
    (resources(X={"Type": "AWS::Nobody::Knows"}), r"Unrecognized resource types: \[AWS::Nobody::Knows\]"),
    (resources(X={"Type": "AWS::CloudFormation::CustomResource"}), "Unrecognized resource types"),
    (resources(X={"Type": "AWS::SNS::Topic", "Properties": {"TopicName": {"Ref": "Y"}}}), r"dependencies \[Y\]"),
    (resources(X={"Type": "AWS::SNS::Topic", "DependsOn": "Y"}, Y={"Type": "AWS::SNS::Topic", "DependsOn": "X"}),
     r"Circular dependency between resources: \[X, Y, X\]"),
    (resources(X={"Type": "AWS::Lambda::Function", "Properties": {"DeadLetterConfig": {}}}), "X: DeadLetterConfig is not known here"),
    (resources(X={"Type": "AWS::IAM::Role", "Properties": {"ManagedPolicyArns": []}}), "X: ManagedPolicyArns is not known here"),
    (parameter("AWS::EC2::SecurityGroup::Id"), "parameter type AWS::EC2::SecurityGroup::Id is not known here"),
    ("{}", "At least one Resources member must be defined"),
])
def test_bad_template_is_refused(server, template, message):
    cloudformation = server.home.client("cloudformation")
    with pytest.raises(ClientError, match=message):
        cloudformation.create_stack(StackName="bad", TemplateBody=template)
    assert "bad" not in [one["StackName"] for one in cloudformation.describe_stacks()["Stacks"]]


def test_template_beyond_51200_bytes_goes_through_s3(server):
    template = json.dumps({"Description": "x" * 51_200, "Resources": {"X": {"Type": "AWS::SNS::Topic"}}})
    with pytest.raises(ClientError, match="51200"):
        server.home.client("cloudformation").create_stack(StackName="large", TemplateBody=template)
