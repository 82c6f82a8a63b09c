"""What a deployment may leave behind, by kind."""

from stack import Account


def of(account: Account) -> dict[str, list]:
    clients = account.client
    return {
        "alarms": [one["AlarmName"] for one in clients("cloudwatch").describe_alarms()["MetricAlarms"]],
        "functions": [one["FunctionName"] for one in clients("lambda").list_functions()["Functions"]],
        "log groups": [one["logGroupName"] for one in clients("logs").describe_log_groups()["logGroups"]],
        "parameters": [one["Name"] for one in clients("ssm").describe_parameters()["Parameters"]],
        "policies": [one["Arn"] for one in clients("iam").list_policies(Scope="Local")["Policies"]],
        "queues": clients("sqs").list_queues().get("QueueUrls", []),
        "roles": [one["RoleName"] for one in clients("iam").list_roles()["Roles"]],
        "rules": [one["Name"] for one in clients("events").list_rules()["Rules"]],
        "running tasks": clients("ecs").list_tasks(cluster="replication", desiredStatus="RUNNING")["taskArns"],
        "schedules": [one["Name"] for one in clients("scheduler").list_schedules()["Schedules"]],
        "secrets": [one["Name"] for one in clients("secretsmanager").list_secrets()["SecretList"]],
        "security groups": [one["GroupId"] for one in clients("ec2").describe_security_groups()["SecurityGroups"]],
        "subscriptions": [one["Endpoint"] for one in clients("sns").list_subscriptions()["Subscriptions"]],
        "tables": clients("dynamodb").list_tables()["TableNames"],
        "topics": [one["TopicArn"] for one in clients("sns").list_topics()["Topics"]],
        "workflows": [one["name"] for one in clients("stepfunctions").list_state_machines()["stateMachines"]],
    }
