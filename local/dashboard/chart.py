"""One widget: lines over time, or areas one upon the other."""

import math
from dataclasses import dataclass, replace
from datetime import datetime
from xml.sax.saxutils import escape as escaped

# Those that CloudWatch gives to lines without a color of their own.
COLORS = ("#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd")
_LEFT, _RIGHT, _TOP, _BOTTOM = 54, 14, 34, 44
_LEGEND_ROW, _MARGIN = 14, 14
_TICKS = 4
_TOPS = (1, 2, 4, 6, 8, 10)


@dataclass(frozen=True)
class Line:
    name: str
    color: str
    points: list[tuple[datetime, float]]


def chart(title: str, unit: str, lines: list[Line], width: int, height: int, stacked: bool) -> str:
    drawn = _upon_each_other(lines) if stacked else lines
    times = [at for line in lines for at, _ in line.points]
    begin, span = min(times), max((max(times) - min(times)).total_seconds(), 1)
    top = _round_up(max(value for line in drawn for _, value in line.points))
    legend = _legend(lines, width)
    above = height - _LEGEND_ROW * (len(legend) - 1)  # all but further rows of the legend

    def place(point: tuple[datetime, float]) -> tuple[float, float]:
        at, value = point
        x = _LEFT + (width - _LEFT - _RIGHT) * (at - begin).total_seconds() / span
        return round(x, 1), round(above - _BOTTOM - (above - _TOP - _BOTTOM) * value / top, 1)

    parts = [
        f'<rect width="{width}" height="{height}" rx="6" fill="#fff" stroke="#d5dbdb"/>',
        f'<text x="10" y="19" font-size="13" font-weight="bold">{escaped(title)}</text>',
        *_grid(unit, top, width, above),
        *_hours(begin, max(times), width, above),
    ]
    floor = [(_LEFT, above - _BOTTOM), (width - _RIGHT, above - _BOTTOM)]
    for line in drawn:
        places = [place(one) for one in line.points]
        if stacked:
            parts.append(f'<path d="{_path([*places, *reversed(floor)])}Z" fill="{line.color}" fill-opacity="0.3"/>')
            floor = places
        parts.append(f'<path d="{_path(places)}" fill="none" stroke="{line.color}" stroke-width="2"/>')
        parts += [f'<circle cx="{x}" cy="{y}" r="3" fill="{line.color}"/>' for x, y in places]
    for row, entries in enumerate(legend):
        y = above - 11 + _LEGEND_ROW * row
        for x, text, color in entries:
            parts.append(f'<rect x="{x}" y="{y - 8}" width="9" height="9" fill="{color}"/>')
            parts.append(f'<text x="{x + 13}" y="{y}">{escaped(text)}</text>')
    return "\n".join(parts)


def _path(places: list[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in places)


def _upon_each_other(lines: list[Line]) -> list[Line]:
    below: dict[datetime, float] = {}
    drawn = []
    for line in lines:
        points = [(at, value + below.get(at, 0)) for at, value in line.points]
        below = dict(points)
        drawn.append(replace(line, points=points))
    return drawn


def _round_up(value: float) -> float:
    """A small even number times a power of ten; a widget of zeros has an axis to 1."""
    if value <= 0:
        return 1
    power = 10 ** math.floor(math.log10(value))
    return next(step * power for step in _TOPS if step * power >= value)


def _grid(unit: str, top: float, width: int, height: int) -> list[str]:
    parts = [f'<text x="{width - _RIGHT}" y="19" text-anchor="end" fill="#687078">{escaped(unit)}</text>']
    for tick in range(_TICKS + 1):
        y = height - _BOTTOM - (height - _TOP - _BOTTOM) * tick / _TICKS
        parts.append(f'<path d="M{_LEFT} {y:.1f}H{width - _RIGHT}" stroke="#eaeded"/>')
        parts.append(f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end" fill="#687078">{_short(top * tick / _TICKS)}</text>')
    return parts


def _short(value: float) -> str:
    for size, letter in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if value >= size:
            return f"{value / size:.3g}{letter}"
    return f"{value:.3g}"


def _hours(begin: datetime, end: datetime, width: int, height: int) -> list[str]:
    y = height - _BOTTOM + 15
    return [
        f'<text x="{_LEFT}" y="{y}" fill="#687078">{begin:%H:%M:%S}</text>',
        f'<text x="{width - _RIGHT}" y="{y}" text-anchor="end" fill="#687078">{end:%H:%M:%S}</text>',
    ]


def _legend(lines: list[Line], width: int) -> list[list[tuple[int, str, str]]]:
    """In rows, where each line's name and last value begin, the text and its color."""
    rows, x = [[]], _MARGIN
    for line in lines:
        text = f"{line.name} {_short(line.points[-1][1])}"
        length = 30 + 6 * len(text)
        if rows[-1] and x + length > width:
            rows.append([])
            x = _MARGIN
        rows[-1].append((x, text, line.color))
        x += length
    return rows
