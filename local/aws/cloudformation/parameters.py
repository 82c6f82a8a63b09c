"""Parameters: what CreateStack and UpdateStack refuse before anything is made.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
"""

import re

from moto.cloudformation.exceptions import ValidationError

from .intrinsics import as_text

MAX_VALUE_BYTES = 4096
MAX_PARAMETERS = 200


def complete(declared: dict, given: dict[str, str]) -> dict[str, str]:
    """Every parameter with its value, all of them checked; raises a ValidationError for the first that is wrong."""
    if len(declared) > MAX_PARAMETERS:
        raise ValidationError(message=f"Template format error: Number of parameters exceeds {MAX_PARAMETERS}")
    unknown = [name for name in given if name not in declared]
    if unknown:
        raise ValidationError(message=f"Parameters: [{', '.join(unknown)}] do not exist in the template")
    missing = [name for name, one in declared.items() if name not in given and "Default" not in one]
    if missing:
        raise ValidationError(message=f"Parameters: [{', '.join(missing)}] must have values")
    values = {name: as_text(given.get(name, one.get("Default"))) for name, one in declared.items()}
    for name, one in declared.items():
        _check(name, one, values[name])
    return values


def _check(name: str, declared: dict, value: str) -> None:
    if len(value.encode()) > MAX_VALUE_BYTES:
        raise ValidationError(
            message=f"Parameter {name} failed to satisfy constraint: "
            f"Member must have length less than or equal to {MAX_VALUE_BYTES}"
        )
    allowed = declared.get("AllowedValues")
    if allowed is not None and value not in [as_text(one) for one in allowed]:
        choices = ", ".join(as_text(one) for one in allowed)
        raise _refused(name, declared, f"must be one of AllowedValues [{choices}]")
    if declared["Type"] == "Number":
        _check_number(name, declared, value)
    pattern = declared.get("AllowedPattern")
    if pattern is not None and not re.fullmatch(pattern, value):
        raise _refused(name, declared, f"must match pattern {pattern}")
    if len(value) < int(declared.get("MinLength", 0)):
        raise _refused(name, declared, f"must contain at least {declared['MinLength']} characters")
    if "MaxLength" in declared and len(value) > int(declared["MaxLength"]):
        raise _refused(name, declared, f"must contain at most {declared['MaxLength']} characters")


def _check_number(name: str, declared: dict, value: str) -> None:
    try:
        number = float(value)
    except ValueError:
        raise ValidationError(message=f"Parameter '{name}' must be a number.") from None
    if "MinValue" in declared and number < float(declared["MinValue"]):
        raise _refused(name, declared, f"must be at least {declared['MinValue']}")
    if "MaxValue" in declared and number > float(declared["MaxValue"]):
        raise _refused(name, declared, f"must be at most {declared['MaxValue']}")


def _refused(name: str, declared: dict, otherwise: str) -> ValidationError:
    constraint = declared.get("ConstraintDescription", otherwise)
    return ValidationError(message=f"Parameter {name} failed to satisfy constraint: {constraint}")
