"""The commands that README.md and docs/ show are run as they stand there, with names in place of placeholders."""

import re
import subprocess

from conftest import LOCAL
from demo import keep
from images import Layer, image

ROOT = LOCAL.parent
PAGES = ("README.md", "docs/operating.md", "docs/china.md")
COMMAND = re.compile(r"^    ((?:aws|make status|python3 status)\b(?:.*\\\n)*.*)$", re.M)


def test_commands_of_the_documents_work(deploy, sandbox, source):
    source.push("documents/app", "v1", image([Layer("documents")]))
    replicator = deploy("documents", srcList="SELECTED", srcImageList="documents/app:v1")
    assert replicator.first_run().status == "SUCCEEDED"
    words = {
        "WORKFLOW_ARN": replicator.workflow, "STACK=ecr-replicator": "STACK=documents", "--name NAME": "--name documents-key",
        "--stack-name ecr-replicator": "--stack-name documents", "drh-credentials": "documents-credentials",
        "--queue-url QUEUE": f"--queue-url {replicator.stack.outputs()['DeadLetterQueue']}",
        "aws sqs": "aws --endpoint-url $AWS_ENDPOINT_URL sqs",  # for which version 1 of the CLI has a host of its own
    }
    exports = "\n".join(keep.settings(sandbox))
    commands = [one for page in PAGES for one in COMMAND.findall((ROOT / page).read_text())]
    assert len(commands) > 8
    for command in commands:
        for placeholder, name in words.items():
            command = command.replace(placeholder, name)
        shown = subprocess.run(["bash", "-c", f"{exports}\n{command}"], cwd=ROOT, capture_output=True, text=True)
        assert shown.returncode == 0, f"{command}\n{shown.stdout}{shown.stderr}"
        assert "OutputKey" not in command or shown.stdout.strip() == replicator.workflow
        for execution in replicator.executions():
            replicator.stack.wait_for(execution)
