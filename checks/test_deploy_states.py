"""Whether deploy.sh lets a stack be deployed, in the state that it is in."""

import json
import shutil
import sys

import pytest
from conftest import path_of, stub


def test_stack_that_cannot_be_read_is_not_taken_for_a_new_one(script, deployable):
    denied = "An error occurred (AccessDenied) when calling the DescribeStacks operation"
    stub(deployable / "bin" / "aws", f"""case "$*" in *describe-stacks*) echo '{denied}' >&2; exit 254 ;; esac""")
    code, said = script("deploy.sh", "--check", PATH=path_of(deployable))
    assert (code, "ecr-replicator cannot be read" in said, denied in said) == (1, True, True), said
    assert "1 to fix; nothing was deployed." in said


def test_stack_that_is_not_there_is_a_new_one(script):
    code, said = script("deploy.sh", "--check")
    assert (code, "no stack ecr-replicator in eu-west-1 yet: sam offers the template's defaults" in said) == (0, True), said


def test_stack_of_a_change_set_that_was_never_executed_is_a_new_one(script, client):
    """CloudFormation keeps such a stack, without parameters."""
    cloudformation = client("cloudformation")
    cloudformation.create_change_set(
        StackName="ecr-replicator", ChangeSetName="declined", ChangeSetType="CREATE",
        TemplateBody=json.dumps({"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}),
    )
    try:
        code, said = script("deploy.sh", "--check")
    finally:
        cloudformation.delete_stack(StackName="ecr-replicator")
    assert (code, "was never made, only planned: sam offers the template's defaults" in said) == (0, True), said


@pytest.fixture
def check_in_state(script, deployable):
    """Checks a stack in this state, without parameters, as the AWS CLI reads it: its own library evaluates the query."""
    def call(state: str):
        stub(deployable / "bin" / "aws", f"""case "$*" in *describe-stacks*) exec {sys.executable} -c '
import sys, jmespath
query = sys.argv[sys.argv.index("--query") + 1]
print(jmespath.search(query, {{"Stacks": [{{"StackStatus": "{state}"}}]}}))' "$@" ;;
*) exec {shutil.which("aws")} "$@" ;; esac""")
        return script("deploy.sh", "--check", PATH=path_of(deployable))

    return call


def test_answer_without_parameters_is_no_error(check_in_state):
    code, said = check_in_state("REVIEW_IN_PROGRESS")
    assert (code, "was never made" in said) == (0, True), said


@pytest.mark.parametrize("state, remedy", [
    ("ROLLBACK_COMPLETE", "aws cloudformation delete-stack --region eu-west-1 --stack-name ecr-replicator"),
    ("ROLLBACK_FAILED", "aws cloudformation delete-stack --region eu-west-1 --stack-name ecr-replicator"),
    ("DELETE_FAILED", "aws cloudformation delete-stack --region eu-west-1 --stack-name ecr-replicator"),
    ("UPDATE_ROLLBACK_FAILED", "aws cloudformation continue-update-rollback --region eu-west-1 --stack-name ecr-replicator"),
    ("CREATE_IN_PROGRESS", "wait until that has ended"),
    ("UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", "wait until that has ended"),
])
def test_stack_that_cannot_be_updated_is_named_with_its_remedy(check_in_state, state, remedy):
    """https://github.com/aws/aws-sam-cli/issues/1865"""
    code, said = check_in_state(state)
    assert (code, f"ecr-replicator is in {state}" in said, remedy in said) == (1, True, True), said
    assert "1 to fix; nothing was deployed." in said


@pytest.mark.parametrize("state", ["UPDATE_ROLLBACK_COMPLETE", "CREATE_FAILED"])
def test_stack_whose_last_deployment_failed_may_be_updated(check_in_state, state):
    code, said = check_in_state(state)
    assert (code, "ecr-replicator: its parameters keep" in said) == (0, True), said
