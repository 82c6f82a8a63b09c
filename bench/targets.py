"""What the copies must reach, and whether they do."""

from measure import AT_ONCE, MANY, Measure

HEADER = ["target", "must be", "is", "reached"]
NEW, SAME, FEW, OTHER = "everything new", "unchanged", "1 % changed", "unchanged, other registries"


def compared(found: dict[tuple[str, str], Measure], tags: int, missing: dict[str, int]) -> list[list[str]]:
    """`missing` manifests by case; what was not measured is left out."""
    rows = []

    def at_most(what: str, most: float, value: float, unit: str = "") -> None:
        rows.append([what, f"at most {most:g}{unit}", *_judged(value, most, value <= most, unit)])

    def at_least(what: str, least: float, value: float) -> None:
        rows.append([what, f"at least {least:g} ×", *_judged(value, least, value >= least, " ×")])

    def of(case: str, way: str) -> Measure | None:
        return found.get((case, way))

    if ours := of(SAME, "c"):
        at_most(f"{SAME}: tasks", 0, ours.tasks)
        at_most(f"{SAME}: manifests got and put", 0, ours.traffic.gets + ours.traffic.puts)
        at_most(f"{SAME}: list calls a tag", 0.1, ours.calls / tags)
        if theirs := of(SAME, "a"):
            at_least(f"{SAME}: faster than (a)", 200, theirs.seconds / ours.seconds)
    if ours := of(OTHER, "c"):
        at_most(f"{OTHER}: tasks", 0, ours.tasks)
        at_most(f"{OTHER}: HEADs a tag", 1, ours.traffic.heads / tags)
        at_most(f"{OTHER}: pulls", 0, ours.traffic.gets)
        if theirs := of(OTHER, "a"):
            at_least(f"{OTHER}: faster than (a)", 15, theirs.seconds / ours.seconds)
        if bare := of(OTHER, "d"):
            at_most(f"{OTHER}: time from the first HEAD to the last, of a bare loop's", 1.1,
                    ours.traffic.heads_s / bare.traffic.heads_s, " ×")
    if (ours := of(FEW, "c")) and (limit := of(FEW, "d")):
        at_most(f"{FEW}: bytes, of the missing ones", 1, ours.traffic.sent / limit.traffic.sent, " ×")
        at_most(f"{FEW}: manifests put, beside the missing ones", 0, ours.traffic.puts - missing[FEW])
        at_most(f"{FEW}: tasks", max(1, min(10, missing[FEW] // 10)), ours.tasks)
    if (ours := of(NEW, "c")) and (limit := of(NEW, "d")):
        at_most(f"{NEW}: bytes, of each repository's blobs", 1, ours.traffic.sent / limit.traffic.sent, " ×")
    for way, most, name in (("a", 1, "(a)'s"), ("a", 0.5, "(a)'s, the aim"), ("b", 1, f"(b)'s, {AT_ONCE} at once"),
                            ("b-many", 1, f"(b)'s, {MANY} at once")):
        if (ours := of(NEW, "c")) and (theirs := of(NEW, way)):
            at_most(f"{NEW}: time of the copying, of {name}", most, ours.copying_s / theirs.seconds, " ×")
    if ours := of(NEW, "c"):
        at_most(f"{NEW}: the longest task, of the shortest", 1.5, max(ours.task_s) / min(ours.task_s), " ×")
    return rows


def _judged(value: float, bound: float, reached: bool, unit: str) -> list[str]:
    """The value with three digits, or with as many as show that it is not the bound that it misses."""
    digits = 3
    while not reached and float(f"{value:.{digits}g}") == bound:
        digits += 1
    return [f"{value:.{digits}g}{unit}", "yes" if reached else "no"]
