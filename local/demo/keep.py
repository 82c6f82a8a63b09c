"""How to look around in what the demo leaves up."""

import os
import shlex

from sandbox import Replicator, Sandbox


def as_root(command: str) -> str:
    """The server and its directory are root's, also when it is another who has started the demo."""
    return f"sudo {command}" if "SUDO_USER" in os.environ else command


def settings(sandbox: Sandbox) -> list[str]:
    """What makes the AWS CLI speak with this machine."""
    server = sandbox.server
    return [
        f"export AWS_ENDPOINT_URL={server.endpoint} AWS_DEFAULT_REGION={server.home.region}",
        f"export AWS_ACCESS_KEY_ID={server.home.access_key} AWS_SECRET_ACCESS_KEY={server.home.secret_key}",
    ]


def looks(replicator: Replicator) -> list[tuple[str, str]]:
    """What one may want to see, and the command that shows it."""
    repository = sorted(replicator.images())[0].rsplit(":", 1)[0]
    return [
        (
            "the status of every image",
            f"aws dynamodb scan --table-name {replicator.images_table} \\\n"
            "    --query 'Items[].[status.S,repository.S,tag.S,reason.S]' --output text",
        ),
        (
            "the runs and what they counted",
            f"aws dynamodb scan --table-name {replicator.runs_table} --output text \\\n"
            "    --query 'Items[?kind.S==`run`].[id.S,status.S,message.S]'",
        ),
        (
            "what the copying tasks said",
            f"aws logs filter-log-events --log-group-name {replicator.resources['TaskLogs']} \\\n"
            "    --query 'events[].[message]' --output text",
        ),
        ("the copies in a repository", f"aws ecr list-images --repository-name {repository} --output text"),
        (
            "what the template has made",
            "aws cloudformation list-stack-resources --output text \\\n"
            f"    --stack-name {replicator.stack.name} --query "
            "'StackResourceSummaries[].[ResourceType,LogicalResourceId]'",
        ),
        ("a run now", f"aws stepfunctions start-execution --state-machine-arn \\\n    {replicator.workflow}"),
    ]


def how_to(sandbox: Sandbox, replicator: Replicator) -> str:
    shown = "\n\n".join(f"   # {what}\n   {command}" for what, command in looks(replicator))
    exports = "\n".join(f"   {line}" for line in settings(sandbox))
    server, pid = sandbox.server, sandbox.server.process.pid
    return f"""
The stack stays up, to look around with the AWS CLI (or with aws --endpoint-url
in place of the first variable):

{exports}

{shown}

To stop it and leave nothing:

   {as_root(f"kill {pid}")}; tail --pid={pid} -f /dev/null; {as_root(f"rm -r {shlex.quote(str(server.run_dir))}")}
"""
