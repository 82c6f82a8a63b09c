"""What an account has, of all that a stack makes: whatever a deleted stack leaves behind shows in it."""

from .account import Account

# By a resource's type: the service, what lists it, where the answer has it and by which name.
LISTED = {
    "AWS::CloudWatch::Alarm": ("cloudwatch", "describe_alarms", "MetricAlarms", "AlarmName"),
    "AWS::CloudWatch::Dashboard": ("cloudwatch", "list_dashboards", "DashboardEntries", "DashboardName"),
    "AWS::DynamoDB::Table": ("dynamodb", "list_tables", "TableNames", None),
    "AWS::EC2::SecurityGroup": ("ec2", "describe_security_groups", "SecurityGroups", "GroupId"),
    "AWS::ECS::TaskDefinition": ("ecs", "list_task_definitions", "taskDefinitionArns", None),  # those that are ACTIVE
    "AWS::Events::Rule": ("events", "list_rules", "Rules", "Name"),
    "AWS::IAM::ManagedPolicy": ("iam", "list_policies", "Policies", "Arn"),
    "AWS::IAM::Role": ("iam", "list_roles", "Roles", "RoleName"),
    "AWS::Lambda::Function": ("lambda", "list_functions", "Functions", "FunctionName"),
    "AWS::Logs::LogGroup": ("logs", "describe_log_groups", "logGroups", "logGroupName"),
    "AWS::SNS::Subscription": ("sns", "list_subscriptions", "Subscriptions", "Endpoint"),
    "AWS::SNS::Topic": ("sns", "list_topics", "Topics", "TopicArn"),
    "AWS::SQS::Queue": ("sqs", "list_queues", "QueueUrls", None),
    "AWS::SSM::Parameter": ("ssm", "describe_parameters", "Parameters", "Name"),
    "AWS::Scheduler::Schedule": ("scheduler", "list_schedules", "Schedules", "Name"),
    "AWS::SecretsManager::Secret": ("secretsmanager", "list_secrets", "SecretList", "Name"),
    "AWS::StepFunctions::StateMachine": ("stepfunctions", "list_state_machines", "stateMachines", "name"),
}

# These are a part of another resource and go with it, or are nothing but a call.
WITHOUT_TRACE = {
    "AWS::IAM::Policy",
    "AWS::Lambda::EventInvokeConfig",
    "AWS::Lambda::Permission",
    "AWS::SQS::QueuePolicy",
    "Custom::FirstRun",
}


def of(account: Account) -> dict[str, list[str]]:
    found = {kind: _listed(account, *where) for kind, where in LISTED.items()}
    return {**found, "open tasks": open_tasks(account)}


def open_tasks(account: Account, **listed: str) -> list[str]:
    """ARNs of those that have not ended: ListTasks lists one that is being stopped as STOPPED at once."""
    ecs = account.client("ecs")
    pages = [
        (cluster, page["taskArns"]) for cluster in ecs.list_clusters()["clusterArns"] for status in ("RUNNING", "STOPPED")
        for page in ecs.get_paginator("list_tasks").paginate(cluster=cluster, desiredStatus=status, **listed)
    ]
    described = [task for cluster, arns in pages if arns for task in ecs.describe_tasks(cluster=cluster, tasks=arns)["tasks"]]
    return sorted({task["taskArn"] for task in described if task["lastStatus"] != "STOPPED"})


def _listed(account: Account, service: str, operation: str, key: str, name: str | None) -> list[str]:
    only = {"Scope": "Local"} if operation == "list_policies" else {}
    pages = account.client(service).get_paginator(operation).paginate(**only)
    return sorted(one[name] if name else one for page in pages for one in page.get(key, []))
