"""How to look around in what the demo leaves up."""

from sandbox import Replicator, Sandbox

from .screen import Screen


def how_to(screen: Screen, sandbox: Sandbox, replicator: Replicator) -> None:
    server = sandbox.server
    screen.say("The stack stays up. To look around with the AWS CLI, first:")
    lines = [
        "",
        f"export AWS_ENDPOINT_URL={server.endpoint} AWS_REGION={server.home.region}",
        "export AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local",
        "",
        "and then, for example (or with aws --endpoint-url ... instead of the exports):",
        "",
        f"aws dynamodb scan --table-name {replicator.images_table} \\",
        "    --query 'Items[].[repository.S,tag.S,status.S]' --output text",
        f"aws stepfunctions list-executions --max-items 5 --output table \\",
        f"    --state-machine-arn {replicator.workflow}",
        f"aws logs tail {replicator.resources['TaskLogs']}",
        f"aws cloudformation describe-stack-resources --output table \\",
        f"    --stack-name {replicator.stack.name}",
        "aws ecr describe-repositories --query 'repositories[].repositoryName'",
        "",
        "# a run now:",
        "aws stepfunctions start-execution \\",
        f"    --state-machine-arn {replicator.workflow}",
        "",
        "# to stop it all and leave nothing:",
        f"kill {server.process.pid}; sleep 3; rm -r {server.run_dir}",
    ]
    for line in lines:
        print("   " + line if line else "")
