"""The stack's dashboard as a picture, drawn from what its runs have recorded, so that it is looked at before it ships.

    Path("dashboard.svg").write_text(render(replicator))
"""

import json

from sandbox import Replicator

from .chart import COLORS, Line, chart, escaped
from .recorded import recorded

_COLUMN, _ROW, _GAP, _HEAD = 46, 40, 8, 34


def render(replicator: Replicator) -> str:
    """An SVG of the widgets as the template lays them out. Raises for a widget that nothing has been recorded for."""
    name = replicator.resources["Dashboard"]
    body = json.loads(replicator.sandbox.server.home.client("cloudwatch").get_dashboard(DashboardName=name)["DashboardBody"])
    found = recorded(replicator)
    widgets = [_widget(one, found) for one in body["widgets"]]
    width = max(one["x"] + one["width"] for one in body["widgets"]) * _COLUMN + _GAP
    height = max(one["y"] + one["height"] for one in body["widgets"]) * _ROW + _HEAD + _GAP
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'font-family="Helvetica, Arial, sans-serif" font-size="11">\n'
        f'<rect width="{width}" height="{height}" fill="#f2f3f3"/>\n'
        f'<text x="{_GAP + 4}" y="23" font-size="16" font-weight="bold">{escaped(replicator.stack.name)}</text>\n'
        + "\n".join(widgets) + "\n</svg>\n"
    )


def _widget(widget: dict, found: dict) -> str:
    properties = widget["properties"]
    lines = []
    for metric in properties["metrics"]:
        *key, options = metric if isinstance(metric[-1], dict) else (*metric, {})
        points = found.get(tuple(key))
        if not points:
            raise LookupError(f"{properties['title']}: nothing has recorded {key}")
        lines.append(Line(options.get("label", key[1]), options.get("color", COLORS[len(lines)]), points))
    x, y = widget["x"] * _COLUMN + _GAP, widget["y"] * _ROW + _HEAD
    width, height = widget["width"] * _COLUMN - _GAP, widget["height"] * _ROW - _GAP
    label = properties.get("yAxis", {}).get("left", {}).get("label", "")
    inner = chart(properties["title"], label, lines, width, height, properties.get("stacked", False))
    return f'<g transform="translate({x} {y})">\n{inner}\n</g>'
