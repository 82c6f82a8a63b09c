"""A template on its way into a stack: read, checked with its parameters, transformed by SAM.

CloudFormation does all this before it makes anything, so every fault here is the answer to the call itself.
"""

import json
from dataclasses import dataclass
from types import SimpleNamespace

from moto.cloudformation import parsing
from moto.cloudformation.exceptions import ValidationError
from samtranslator.model.exceptions import InvalidDocumentException
from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

from . import dependencies, parameters, rules
from .specific_types import SpecificTypes

SAM = "AWS::Serverless-2016-10-31"
MAX_BYTES = 1_000_000
MAX_RESOURCES = 500
_DROPPED = {"AWS::IAM::Role": "ManagedPolicyArns", "AWS::Lambda::Function": "DeadLetterConfig"}  # moto takes them, and does nothing
_NO_MANAGED_POLICIES = SimpleNamespace(load=dict)  # where the translator looks up those that are named without an ARN


@dataclass(frozen=True)
class Document:
    source: str
    processed: str
    parameters: dict[str, str]


def prepare(source: str, given: dict[str, str], account: str, region: str) -> Document:
    if len(source.encode()) > MAX_BYTES:
        raise ValidationError(message=f"Template may not exceed {MAX_BYTES} bytes in size.")
    template = yaml_parse(source)
    if not isinstance(template, dict) or not template.get("Resources"):
        raise ValidationError(message="Template format error: At least one Resources member must be defined.")
    declared = template.get("Parameters") or {}
    values = parameters.complete(declared, given)
    existing = SpecificTypes(account, region)
    existing.check(declared, values)
    rules.check(template.get("Rules") or {}, declared, values, existing, region)
    processed = _transformed(template, values, region)
    _check_resources(processed["Resources"])
    dependencies.check(processed["Resources"], declared)
    return Document(source, json.dumps(processed), values)


def _transformed(template: dict, values: dict[str, str], region: str) -> dict:
    wanted = template.pop("Transform", [])
    for name in [wanted] if isinstance(wanted, str) else wanted:
        if name != SAM:
            raise ValidationError(message=f"No transform named {name} found.")
        try:
            template = transform(template, {**values, "AWS::Region": region}, _NO_MANAGED_POLICIES)
        except InvalidDocumentException as error:
            causes = "; ".join(cause.message for cause in error.causes)
            raise ValidationError(
                message=f"Transform {SAM} failed with: Invalid Serverless Application Specification document. {causes}"
            ) from error
    return template


def _check_resources(resources: dict) -> None:
    if len(resources) > MAX_RESOURCES:
        raise ValidationError(
            message=f"Template format error: Number of resources, {len(resources)}, is greater than {MAX_RESOURCES}"
        )
    types = sorted({resource["Type"] for resource in resources.values()})
    unknown = [name for name in types if not name.startswith("Custom::") and name not in _known()]
    if unknown:
        raise ValidationError(message=f"Template format error: Unrecognized resource types: [{', '.join(unknown)}]")
    for name, resource in resources.items():
        dropped = _DROPPED.get(resource["Type"])
        if dropped in resource.get("Properties", {}):
            raise ValidationError(message=f"{name}: {dropped} is not known here")


def _known() -> set[str]:
    return set(parsing.get_model_map()) - {"AWS::CloudFormation::Stack"}
