#!/usr/bin/env python3
"""Writes the table of permissions in docs/security.md from template.yaml; with --check it only says whether they agree."""

import re
import sys
from pathlib import Path

from samtranslator.yaml_helper import yaml_parse

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "security.md"
BEGIN, END = "<!-- made by scripts/permissions-table.py -->\n", "<!-- end -->\n"


def table(template: dict) -> str:
    lines = ["| roles | may | on | when |", "| --- | --- | --- | --- |"]
    for roles, statement, when in statements(template):
        actions = statement["Action"]
        actions = actions if isinstance(actions, list) else [actions]
        on = ", ".join(f"`{one}`" for one in _resources(statement["Resource"]))
        conditions = [when, *_conditions(statement.get("Condition", {}))]
        lines.append(f"| {roles} | {', '.join(actions)} | {on} | {'; '.join(filter(None, conditions))} |")
    return "\n".join(lines) + "\n"


def statements(template: dict):
    """(roles, statement, the template's condition or blank), in the order of the template."""
    for name, one in template["Resources"].items():
        if one["Type"] == "AWS::IAM::Role":
            for policy in one["Properties"]["Policies"]:
                yield from _branches(name, policy["PolicyDocument"], "")
        elif one["Type"] == "AWS::IAM::Policy":
            roles = ", ".join(re.findall(r"'Ref': '(\w+Role)'", str(one["Properties"]["Roles"])))
            yield from _branches(roles, one["Properties"]["PolicyDocument"], one.get("Condition", ""))


def _branches(roles: str, document: dict, when: str):
    for one in document["Statement"]:
        if "Fn::If" in one:
            condition, granted, _ = one["Fn::If"]
            yield roles, granted, condition
        else:
            yield roles, one, when


def _resources(value) -> list[str]:
    if isinstance(value, list):
        return [text for one in value for text in _resources(one)]
    if isinstance(value, str):
        return [value]
    (name, argument), = value.items()
    if name == "Ref":
        return [argument]
    if name == "Fn::GetAtt":
        return [argument[0]]
    if name == "Fn::If":
        return [text for one in argument[1:] for text in _resources(one)]
    if name == "Fn::Sub":
        text = argument if isinstance(argument, str) else argument[0]
        # What every ARN begins with tells nothing.
        return [re.sub(r"^arn:\$\{AWS::Partition\}:", "", text).replace("${AWS::Region}:${AWS::AccountId}:", "")]
    if name == "Fn::Join":
        parts = argument[1] if isinstance(argument[1], list) else [argument[1]]
        return ["".join(text for one in parts for text in _resources(one))]
    if name in ("Fn::Split", "Fn::Select"):
        return [one.removesuffix(str(argument[0])) for one in _resources(argument[1])]
    raise ValueError(f"a resource of {name}: say here how it is shown")


def _conditions(condition: dict) -> list[str]:
    return [
        f"{key} {'is not' if operator.startswith('StringNot') else 'is'} {' or '.join(_resources(wanted))}"
        for operator, keys in condition.items() for key, wanted in keys.items()
    ]


if __name__ == "__main__":
    before, rest = PAGE.read_text().split(BEGIN)
    text = before + BEGIN + "\n" + table(yaml_parse((ROOT / "template.yaml").read_text())) + "\n" + END + rest.split(END)[1]
    if "--check" in sys.argv:
        if PAGE.read_text() != text:
            sys.exit("docs/security.md does not say what template.yaml does: run scripts/permissions-table.py")
    else:
        PAGE.write_text(text)
