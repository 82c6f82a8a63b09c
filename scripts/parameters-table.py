#!/usr/bin/env python3
"""Writes docs/parameters.md from template.yaml; with --check it only says whether they agree."""

import sys
from pathlib import Path

from samtranslator.yaml_helper import yaml_parse

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "parameters.md"
HEAD = """\
# Parameters

The CloudFormation console and `sam deploy --guided` ask for these parameters. This page is generated from template.yaml by
`scripts/parameters-table.py`.
"""


def page(template: dict) -> str:
    interface = template["Metadata"]["AWS::CloudFormation::Interface"]
    lines = [HEAD]
    for group in interface["ParameterGroups"]:
        lines += [f"## {group['Label']['default']}", "", "| parameter | default | meaning |", "| --- | --- | --- |"]
        lines += [_row(name, template["Parameters"][name]) for name in group["Parameters"]]
        lines.append("")
    lines += ["## Refused combinations", "", "CloudFormation checks these rules before it creates anything:", ""]
    for rule in template["Rules"].values():
        lines += [f"- {one['AssertDescription']}" for one in rule["Assertions"]]
    return "\n".join(lines) + "\n"


def _row(name: str, parameter: dict) -> str:
    default = parameter.get("Default")
    shown = "(asked for)" if default is None else f"`{default}`" if default != "" else "(blank)"
    return f"| `{name}` | {shown} | {parameter['Description']} |"


if __name__ == "__main__":
    text = page(yaml_parse((ROOT / "template.yaml").read_text()))
    if "--check" in sys.argv:
        if PAGE.read_text() != text:
            sys.exit("docs/parameters.md and template.yaml differ: run scripts/parameters-table.py")
    else:
        PAGE.write_text(text)
