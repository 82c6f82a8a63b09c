"""What the demo says one can do is what one can do."""

import subprocess

import pytest
from demo import catalog, keep
from images import DOCKER, OCI, Index

pytestmark = pytest.mark.usefixtures("first_run")


def test_commands_for_looking_around_work(sandbox, replicator):
    exports = "\n".join(keep.settings(sandbox))
    for what, command in keep.looks(replicator):
        shown = subprocess.run(["bash", "-c", f"{exports}\n{command}"], capture_output=True, text=True)
        assert (shown.returncode, bool(shown.stdout)) == (0, True), f"{what}: {shown.stderr}"
    replicator.ended(replicator.executions()[0])


@pytest.mark.parametrize(("user", "sudo"), [(None, ""), ("somebody", "sudo ")])
def test_who_was_asked_for_sudo_is_told_to_stop_it_by_sudo(sandbox, replicator, monkeypatch, user, sudo):
    monkeypatch.delenv("SUDO_USER", raising=False)
    if user:
        monkeypatch.setenv("SUDO_USER", user)
    server, pid = sandbox.server, sandbox.server.process.pid
    last = keep.how_to(sandbox, replicator).splitlines()[-1]
    assert last == f"   {sudo}kill {pid}; tail --pid={pid} -f /dev/null; {sudo}rm -r {server.run_dir}"


def test_source_of_the_demo_is_as_mixed_as_it_says():
    images = catalog.images()
    assert len(images) == 30
    assert len({repository for repository, _, _ in images}) == 8
    kinds = {(isinstance(one, Index), one.manifest.media_type) for _, _, one in images}
    assert kinds == {(False, OCI.manifest), (True, OCI.index), (False, DOCKER.manifest), (True, DOCKER.index)}


def test_images_of_the_demo_share_layers_within_and_across_repositories():
    holders: dict[str, set[tuple[str, str]]] = {}
    for repository, tag, built in catalog.images():
        for one in built.images if isinstance(built, Index) else (built,):
            for layer in one.blobs[1:]:
                holders.setdefault(layer.digest, set()).add((repository, tag))
    assert any(len({repository for repository, _ in found}) > 1 for found in holders.values())
    assert any(len({tag for _, tag in found}) > 1 for found in holders.values())
