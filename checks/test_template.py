"""template.yaml as CloudFormation and SAM will read it."""

import copy
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from moto.events.models import EventPattern

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "local"))

from aws.events.transformer import transform  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = ROOT / "template.yaml"
METRICS = ROOT / "functions" / "src" / "main" / "java" / "replicator" / "cloudwatch" / "EmbeddedMetrics.java"
INLINE_LIMIT = 1_000_000  # bytes of a template in S3, where `sam deploy` puts it


@pytest.mark.parametrize("region", ["us-east-1", "cn-north-1"])
def test_cfn_lint_finds_nothing(region):
    result = subprocess.run(["cfn-lint", "-r", region, "--", str(TEMPLATE)], capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr


def test_sam_transforms_every_resource(template, transformed):
    left = [name for name, one in transformed["Resources"].items() if one["Type"].startswith("AWS::Serverless")]
    assert left == []
    assert set(template["Resources"]) <= set(transformed["Resources"])


def test_template_fits_into_cloudformation():
    assert TEMPLATE.stat().st_size < INLINE_LIMIT


def test_every_parameter_has_a_group_a_label_and_a_description(template):
    interface = template["Metadata"]["AWS::CloudFormation::Interface"]
    grouped = [name for group in interface["ParameterGroups"] for name in group["Parameters"]]
    assert sorted(grouped) == sorted(template["Parameters"])
    assert sorted(interface["ParameterLabels"]) == sorted(template["Parameters"])
    for name, parameter in template["Parameters"].items():
        assert parameter.get("Description"), f"{name} has no Description"
        if "AllowedPattern" in parameter:
            assert name in parameter["ConstraintDescription"], f"{name}'s ConstraintDescription does not name it"


def test_parameters_of_the_system_it_replaces_keep_names_and_defaults(template):
    defaults = {
        "sourceType": "Amazon_ECR", "srcRegion": "", "srcAccountId": "", "srcList": "ALL", "srcImageList": "",
        "srcCredential": "", "destRegion": "", "destAccountId": "", "destPrefix": "", "destCredential": "",
        "ecsClusterName": None, "ecsVpcId": None, "ecsSubnetA": None, "ecsSubnetB": None, "alarmEmail": "",
    }
    assert {name: template["Parameters"][name].get("Default") for name in defaults} == defaults


def test_first_run_depends_on_everything_a_run_needs(template):
    """Whatever grants a permission or carries an event must be there before, and go after, the first run; what starts
    runs comes after it, and goes first."""
    carriers = {"AWS::IAM::Policy", "AWS::Events::Rule", "AWS::Lambda::Permission", "AWS::SQS::QueuePolicy"}
    starters = {name for name, one in template["Resources"].items() if one.get("DependsOn") == "FirstRun"}
    assert starters == {"Schedule", "PushRule"}
    needed = {name for name, one in template["Resources"].items() if one["Type"] in carriers} - starters
    first = template["Resources"]["FirstRun"]
    named = set(first["DependsOn"]) | set(re.findall(r'"Ref": "(\w+)"', json.dumps(first["Properties"])))
    assert needed - named == set()


def test_page_for_operators_names_the_log_group_of_each_function(template):
    functions = [one["Properties"] for one in template["Resources"].values() if one["Type"] == "AWS::Serverless::Function"]
    section = (ROOT / "docs" / "operating.md").read_text().split("\n## Where to find it\n")[1]
    assert set(re.findall(r"`(\w+Logs)`", section)) == {one["LoggingConfig"]["LogGroup"]["Ref"] for one in functions}


def test_example_of_the_first_run_has_the_properties_that_the_template_gives_it(template):
    def shape(properties: dict) -> dict:
        return {name: len(value) for name, value in properties.items() if isinstance(value, list)}
    example = json.loads((ROOT / "events" / "start-first-run.json").read_text())["ResourceProperties"]
    assert shape(example) == shape(template["Resources"]["FirstRun"]["Properties"])


def test_links_of_the_outputs_lead_to_the_console_of_each_partition(template):
    assert {name: one["Domain"] for name, one in template["Mappings"]["Console"].items()} == {
        "aws": "console.aws.amazon.com", "aws-cn": "console.amazonaws.cn", "aws-us-gov": "console.amazonaws-us-gov.com",
    }
    links = {name: one["Value"]["Fn::Sub"] for name, one in template["Outputs"].items() if "https" in json.dumps(one["Value"])}
    assert set(links) == {"Workflow", "Images", "Runs", "Metrics", "CopyLogs", "SelectedImages"}
    for text, values in links.values():
        assert text.startswith("https://${AWS::Region}.${domain}/")
        assert "region=${AWS::Region}" in text
        assert values == {"domain": {"Fn::FindInMap": ["Console", {"Ref": "AWS::Partition"}, "Domain"]}}
    shown = {name: re.findall(r"\$\{(\w+)\}", text)[-1] for name, (text, _) in links.items()}
    del shown["SelectedImages"]
    assert shown == {
        "Workflow": "ReplicationWorkflow", "Images": "ImagesTable", "Runs": "RunsTable", "Metrics": "Dashboard", "CopyLogs": "TaskLogs",
    }


def test_outputs_for_commands_are_what_they_are_called(template):
    values = {name: one["Value"].get("Ref") for name, one in template["Outputs"].items()}
    assert {name: value for name, value in values.items() if value} == {
        "WorkflowArn": "ReplicationWorkflow", "ImagesTableName": "ImagesTable", "RunsTableName": "RunsTable",
        "TaskLogGroup": "TaskLogs", "AlarmTopicArn": "AlarmTopic", "DeadLetterQueue": "DeadLetters",
    }


def test_dashboard_shows_every_end_that_the_execution_of_a_run_may_have():
    shown = set(re.findall(r'"AWS/States", "Executions(\w+)"', TEMPLATE.read_text()))
    assert shown == {"Started", "Succeeded", "Failed", "Aborted", "TimedOut"}


def test_alarm_of_missing_runs_looks_no_further_back_than_cloudwatch_does(template):
    """https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html"""
    alarm = template["Resources"]["NoRunAlarm"]["Properties"]
    hours = template["Parameters"][alarm["EvaluationPeriods"]["Ref"]]["MaxValue"]
    assert alarm["Period"] >= 3_600 and alarm["Period"] * hours <= 604_800


def test_alarm_of_missing_runs_speaks_of_silence_after_a_run_and_not_before_the_first(template):
    """https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html"""
    alarm = template["Resources"]["NoRunAlarm"]["Properties"]
    assert alarm["TreatMissingData"] == "missing"
    assert alarm["InsufficientDataActions"] == [{"Ref": "AlarmTopic"}] and "AlarmActions" not in alarm


def test_alarm_of_missing_runs_counts_a_metric_as_runs_record_it(template):
    alarm = template["Resources"]["NoRunAlarm"]["Properties"]
    namespace, dimension = (
        re.search(rf'String {name} = "(\w+)"', METRICS.read_text())[1] for name in ("NAMESPACE", "DIMENSION"))
    assert alarm["MetricName"] == "Lag" in re.findall(r'put\(line, names, "(\w+)"', METRICS.read_text())
    assert alarm["Namespace"] == namespace
    assert alarm["Dimensions"] == [{"Name": dimension, "Value": {"Ref": "AWS::StackName"}}]
    assert (alarm["Statistic"], alarm["Threshold"], alarm["ComparisonOperator"]) == ("SampleCount", 1, "LessThanThreshold")


def test_parameters_page_says_what_the_template_does():
    script = ROOT / "scripts" / "parameters-table.py"
    result = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr


def test_run_of_the_schedule_waits_for_another_where_that_may_be_of_a_push(template):
    condition, *inputs = template["Resources"]["Schedule"]["Properties"]["Target"]["Input"]["Fn::If"]
    assert (condition, [json.loads(one) for one in inputs]) == (
        "RunsOnPush", [{"startedBy": "schedule", "whenBusy": "WAIT"}, {"startedBy": "schedule"}])


def test_push_starts_a_run_for_its_tag_alone_and_not_for_what_is_deleted_refused_or_a_part(template):
    detail = dict(template["Resources"]["PushRule"]["Properties"]["EventPattern"]["detail"])
    del detail["repository-name"]
    assert detail == {"action-type": ["PUSH", "REPLICATE"], "result": ["SUCCESS"], "image-tag": [{"anything-but": ""}]}


# https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html
PUSHED = {
    "source": "aws.ecr", "detail-type": "ECR Image Action", "resources": [],
    "detail": {
        "result": "SUCCESS", "repository-name": "my-repository-name", "image-digest": "sha256:7f5b26", "action-type": "PUSH",
        "image-tag": "latest",
    },
}
REPLICATED = {
    "source": "aws.ecr", "detail-type": "ECR Replication Action",
    "resources": ["arn:aws:ecr:us-east-1:123456789012:repository/docker-hub/alpine"],
    "detail": {
        "result": "SUCCESS", "repository-name": "docker-hub/alpine", "image-digest": "sha256:7f5b26",
        "source-account": "123456789012", "action-type": "REPLICATE", "source-region": "us-west-2", "image-tag": "3.17.2",
    },
}


@pytest.mark.parametrize("event", [PUSHED, REPLICATED])
def test_image_starts_a_run_of_its_repository_whether_pushed_or_brought_by_the_replication_of_ecr(template, event):
    rule = template["Resources"]["PushRule"]["Properties"]
    pattern = copy.deepcopy(rule["EventPattern"])
    pattern["detail"]["repository-name"] = pattern["detail"]["repository-name"]["Fn::If"][2]
    assert EventPattern.load(json.dumps(pattern)).matches_event(event)
    [target] = rule["Targets"]
    assert transform(target["InputTransformer"], event)["repository"] == event["detail"]["repository-name"]


def test_event_and_start_that_reach_nobody_become_dead_letters(template):
    resources = template["Resources"].values()
    targets = [target for one in resources if one["Type"] == "AWS::Events::Rule" for target in one["Properties"]["Targets"]]
    targets += [one["Properties"]["Target"] for one in resources if one["Type"] == "AWS::Scheduler::Schedule"]
    assert len(targets) == 4
    assert [one for one in targets if one["DeadLetterConfig"] != {"Arn": {"Fn::GetAtt": ["DeadLetters", "Arn"]}}] == []


def test_runs_expire_and_images_stay(template):
    lifetimes = {
        name: one["Properties"].get("TimeToLiveSpecification")
        for name, one in template["Resources"].items() if one["Type"] == "AWS::DynamoDB::Table"
    }
    assert lifetimes == {"ImagesTable": None, "RunsTable": {"AttributeName": "expiresAt", "Enabled": True}}


def test_completion_hears_of_tasks_that_have_stopped_and_of_no_other_status(template):
    pattern = template["Resources"]["TaskStoppedRule"]["Properties"]["EventPattern"]
    assert (pattern["source"], pattern["detail-type"]) == (["aws.ecs"], ["ECS Task State Change"])
    assert pattern["detail"]["lastStatus"] == ["STOPPED"]
    assert set(pattern["detail"]) == {"lastStatus", "clusterArn", "taskDefinitionArn"}


def test_ten_tasks_at_once_are_the_default(template):
    assert template["Parameters"]["maxConcurrency"]["Default"] == 10


def test_no_arn_is_of_one_partition_only(template):
    """Texts for people name examples, and patterns name every partition."""
    assert [text for text in _texts(template) if "arn:aws:" in text] == []


def _texts(value):
    if isinstance(value, dict):
        for name, one in value.items():
            if name not in ("Description", "ConstraintDescription", "AllowedPattern"):
                yield name
                yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, str):
        yield value
