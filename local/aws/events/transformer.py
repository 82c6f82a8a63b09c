"""A rule's InputTransformer; moto's paths know no names with a hyphen, such as image-tag.

https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
"""

import json
import re

_STEP = re.compile(r"\.([^.\[]+)|\[(\d+)\]")
_PLACE = re.compile(r"<([A-Za-z0-9_.-]+)>")


def transform(transformer: dict, event: dict):
    """Within quotes a text stands as it is, elsewhere as JSON; what the event does not have is empty."""
    paths = transformer.get("InputPathsMap") or {}
    template = transformer["InputTemplate"]

    def value(match: re.Match) -> str:
        found = _find(paths[match.group(1)], event)
        quoted = template[:match.start()].count('"') % 2 == 1
        if isinstance(found, str) and quoted:
            return json.dumps(found)[1:-1]
        return "" if found is None else json.dumps(found)

    return json.loads(_PLACE.sub(value, template))


def _find(path: str, event):
    found = event
    for name, index in _STEP.findall(path):
        try:
            found = found[name] if name else found[int(index)]
        except (KeyError, IndexError, TypeError):
            return None
    return found
