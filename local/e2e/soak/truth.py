"""What must hold after every run, whatever happened in it."""

from collections import Counter


def check(replicator, destination, prefix: str, wanted: dict[tuple[str, str], str], run) -> Counter:
    """Answers how many images have which status; raises when a status is not true.

    wanted are the digests of the source, by repository and tag.
    """
    rows = replicator.images()
    wrong, statuses, failed = [], Counter(), 0
    for (repository, tag), digest in wanted.items():
        name = f"{prefix}/{repository}:{tag}"
        row = rows.get(name, {"status": "MISSING"})
        statuses[row["status"]] += 1
        is_there = destination.digest(f"{prefix}/{repository}", tag) == digest
        if row["status"] == "SUCCEEDED":
            if not is_there or row["digest"] != digest:
                wrong.append(f"{name} is called SUCCEEDED, and is not at the destination")
        elif row["status"] == "FAILED":
            failed += 1
            if is_there or not row.get("reason"):
                wrong.append(f"{name} is FAILED for {row.get('reason')!r}; at the destination: {is_there}")
        else:
            wrong.append(f"{name} is {row['status']} after the run: {run.cause}")
    if (run.status == "SUCCEEDED") != (failed == 0):
        wrong.append(f"the run {run.status} with {failed} failed images: {run.cause}")
    if wrong:
        raise AssertionError("\n".join([f"{len(wrong)} statuses are not true:", *wrong[:20]]))
    return statuses


def complete(destination, prefix: str, wanted: dict[tuple[str, str], str]) -> None:
    """Every manifest, child, config and layer is there."""
    for (repository, tag), digest in wanted.items():
        found = destination.complete(f"{prefix}/{repository}", tag)
        if found[0] != digest:
            raise AssertionError(f"{repository}:{tag} is {found[0]}, and should be {digest}")
