"""The rules of cdk-nag (AwsSolutions, Serverless), and the reasons why some are broken.

A reason stands in the Metadata of its resource, or of the template where it holds for all of them:
`cdk_nag: {rules_to_suppress: [{id, reason, applies_to}]}`; applies_to names the findings of a rule that
has several, as text or {regex: /.../}.
"""

import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

CHECKS = Path(__file__).resolve().parent


@pytest.fixture(scope="module")
def findings(transformed, tmp_path_factory) -> list[tuple[str, str, str]]:
    """(resource, rule, which of the rule's findings or blank)"""
    path = tmp_path_factory.mktemp("nag") / "template.json"
    path.write_text(json.dumps(transformed))
    result = subprocess.run(["node", CHECKS / "nag.mjs", path], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    return [(one["resource"], *_parts(one["rule"])) for one in json.loads(result.stdout)]


def _parts(rule: str) -> tuple[str, str]:
    name, _, which = rule.partition("[")
    return name, which.removesuffix("]")


@dataclass(frozen=True)
class Reason:
    """resource is blank when it holds for the whole template, which is a text or a pattern, blank when there is one finding."""

    resource: str
    rule: str
    which: str
    pattern: bool
    text: str

    def covers(self, resource: str, rule: str, which: str) -> bool:
        same = re.search(self.which, which) if self.pattern else which == self.which
        return bool(same) and self.rule == rule and self.resource in ("", resource)


@pytest.fixture(scope="module")
def reasons(template) -> list[Reason]:
    holders = {"": template, **template["Resources"]}
    return [
        Reason(name, one["id"], which["regex"].strip("/") if isinstance(which, dict) else which,
               isinstance(which, dict), one["reason"])
        for name, holder in holders.items()
        for one in holder.get("Metadata", {}).get("cdk_nag", {}).get("rules_to_suppress", [])
        for which in one.get("applies_to", [""])
    ]


def test_rules_looked_at_the_template(findings):
    assert ("PrepareBatchRole", "AwsSolutions-IAM5", "Resource::*") in findings


def test_every_finding_has_a_reason(findings, reasons):
    assert [one for one in findings if not any(reason.covers(*one) for reason in reasons)] == []


def test_every_reason_is_for_a_finding(findings, reasons):
    assert [one for one in reasons if not any(one.covers(*finding) for finding in findings)] == []
    assert [one for one in reasons if len(one.text) < 20] == []
