"""The fronts of public and private registries: logins, pages of tags, and faults."""

import base64
import http.client
import json
import re
import subprocess

import pytest
from conftest import SOURCE_ACCOUNT
from images import Registry
from images.connection import FrontConnection, behind
from images.registry import Unexpected
from registry import ONE_PLATFORM, TWO_PLATFORMS, login, push, skopeo

ACCEPT = f"{ONE_PLATFORM.manifest.media_type}, {TWO_PLATFORMS.manifest.media_type}"
HUB, GHCR, PRIVATE = "registry-1.docker.io", "ghcr.io", "private.example.com"
ECR_PUBLIC, K8S, BEHIND_K8S = "public.ecr.aws", "registry.k8s.io", "open.example.com"


@pytest.fixture(scope="module", autouse=True)
def filled(server):
    """The same images in each, put past the front."""
    Registry(behind(server.run_dir, BEHIND_K8S)).push("images/library/app", "v1", TWO_PLATFORMS)
    for host in (HUB, GHCR, PRIVATE, ECR_PUBLIC):
        store = Registry(behind(server.run_dir, host))
        store.push("library/app", "v1", TWO_PLATFORMS)
        for number in range(3):
            store.push("library/many", f"v{number}", ONE_PLATFORM)


def ask(server, host: str, path: str, **headers) -> tuple[int, dict, str]:
    connection = FrontConnection(server.run_dir, host)
    connection.request("GET", path, headers={"Accept": ACCEPT, **headers})
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, dict(answer.headers), body


def basic(credentials: str) -> str:
    return "Basic " + base64.b64encode(credentials.encode()).decode()


def token(server, host: str, scope: str, **headers) -> str:
    status, _, body = ask(server, host, f"/token?service={host}&scope={scope}", **headers)
    assert status == 200, body
    return "Bearer " + json.loads(body)["token"]


def test_public_registry_asks_for_a_token_and_gives_it_to_anybody(server):
    status, headers, _ = ask(server, HUB, "/v2/library/app/manifests/v1")
    assert status == 401
    assert headers["Www-Authenticate"] == (
        f'Bearer realm="https://{HUB}/token",service="{HUB}",scope="repository:library/app:pull"'
    )
    bearer = token(server, HUB, "repository:library/app:pull")
    assert ask(server, HUB, "/v2/library/app/manifests/v1", Authorization=bearer)[0] == 200
    assert ask(server, HUB, "/v2/library/many/manifests/v1", Authorization=bearer)[0] == 401
    assert ask(server, HUB, "/v2/library/app/manifests/v1", Authorization="Bearer made-up")[0] == 401


def test_token_service_of_a_private_registry_knows_its_user(server):
    scope = "repository:library/app:pull"
    assert ask(server, GHCR, f"/token?scope={scope}")[0] == 401
    assert ask(server, GHCR, f"/token?scope={scope}", Authorization=basic("user:wrong"))[0] == 401
    bearer = token(server, GHCR, scope, Authorization=basic("user:password"))
    assert ask(server, GHCR, "/v2/library/app/manifests/v1", Authorization=bearer)[0] == 200


def test_one_scope_opens_the_whole_of_ecr_public(server):
    status, headers, _ = ask(server, ECR_PUBLIC, "/v2/")
    assert status == 401
    assert headers["Www-Authenticate"] == 'Bearer realm="https://public.ecr.aws/token/",service="public.ecr.aws",scope="aws"'
    bearer = json.loads(ask(server, ECR_PUBLIC, "/token/?scope=aws&service=public.ecr.aws")[2])["token"]
    for name in ("library/app/manifests/v1", "library/many/manifests/v1"):
        assert ask(server, ECR_PUBLIC, f"/v2/{name}")[0] == 401
        assert ask(server, ECR_PUBLIC, f"/v2/{name}", Authorization=f"Bearer {bearer}")[0] == 200


def test_registry_that_redirects_asks_for_nothing_and_answers_nothing_itself(server):
    status, headers, _ = ask(server, K8S, "/v2/library/app/tags/list?n=2")
    assert (status, headers["Location"]) == (307, f"https://{BEHIND_K8S}/v2/images/library/app/tags/list?n=2")
    assert ask(server, K8S, "/v2/")[1]["Location"] == f"https://{BEHIND_K8S}/v2/"


def test_private_registry_knows_its_user(server):
    path = "/v2/library/app/manifests/v1"
    assert ask(server, PRIVATE, path)[0] == 401
    assert ask(server, PRIVATE, path, Authorization=basic("user:wrong"))[0] == 401
    assert ask(server, PRIVATE, path, Authorization=basic("user:password"))[0] == 200


@pytest.mark.parametrize(("host", "login"), [
    (HUB, []), (ECR_PUBLIC, []), (K8S, []), (GHCR, ["--creds", "user:password"]), (PRIVATE, ["--creds", "user:password"])])
def test_skopeo_reads_every_kind(server, host, login):
    raw = skopeo(server, "inspect", "--raw", *login, f"docker://{host}/library/app:v1")
    assert raw.encode() == TWO_PLATFORMS.manifest.content


def test_tags_come_in_pages_with_a_link(server):
    bearer = {"Authorization": token(server, HUB, "repository:library/many:pull")}
    path, seen = "/v2/library/many/tags/list?n=2", []
    while path:
        status, headers, body = ask(server, HUB, path, **bearer)
        assert status == 200
        seen.append(json.loads(body)["tags"])
        link = re.fullmatch(r'<(.+)>; rel="next"', headers.get("Link", ""))
        path = link and link.group(1)
    assert seen == [["v0", "v1"], ["v2"]]
    bearer = {"Authorization": token(server, HUB, "repository:library/nobody:pull")}
    assert ask(server, HUB, "/v2/library/nobody/tags/list", **bearer)[0] == 404


def test_push_to_a_repository_that_nobody_has_created_is_refused(server):
    with pytest.raises(Unexpected, match="404 .*NAME_UNKNOWN.*'tests/nobody' does not exist"):
        push(server, server.home, "tests/nobody", "v1", ONE_PLATFORM)


def test_deleted_tag_of_ecr_is_not_listed(server):
    other = server.account(SOURCE_ACCOUNT, "us-west-2")
    other.client("ecr").create_repository(repositoryName="tests/tags")
    for tag in ("v1", "v2"):
        push(server, other, "tests/tags", tag, ONE_PLATFORM)
    other.client("ecr").batch_delete_image(repositoryName="tests/tags", imageIds=[{"imageTag": "v1"}])
    host, credentials = login(other)
    _, _, body = ask(server, host, "/v2/tests/tags/tags/list", Authorization=basic(credentials))
    assert json.loads(body)["tags"] == ["v2"]


def test_ecr_mounts_a_blob_of_another_repository_where_the_account_wants_it(server):
    other = server.account(SOURCE_ACCOUNT, "us-west-2")
    ecr = other.client("ecr")
    for name in ("tests/mount-from", "tests/mount-to"):
        ecr.create_repository(repositoryName=name)
    push(server, other, "tests/mount-from", "v1", ONE_PLATFORM)
    host, credentials = login(other)
    digest = ONE_PLATFORM.blobs[1].digest

    def status(repository: str) -> int:
        connection = FrontConnection(server.run_dir, host)
        path = f"/v2/tests/mount-to/blobs/uploads/?mount={digest}&from={repository}"
        connection.request("POST", path, headers={"Authorization": basic(credentials)})
        return connection.getresponse().status

    assert ecr.get_account_setting(name="BLOB_MOUNTING")["value"] == "DISABLED"
    assert status("tests/mount-from") == 202
    ecr.put_account_setting(name="BLOB_MOUNTING", value="ENABLED")
    assert status("tests/nobody") == 202
    assert status("tests/mount-from") == 201
    ecr.put_account_setting(name="BLOB_MOUNTING", value="DISABLED")
    assert status("tests/mount-from") == 202


@pytest.fixture
def faults(server):
    yield lambda **fault: server.control("POST", "registry-faults", {"faults": [fault]})
    server.control("DELETE", "faults")


def test_status_body_and_headers_are_shown_as_often_as_asked(server, faults):
    faults(host="private", path="/manifests/", status=429, times=2, body="slow down", headers={"Retry-After": "7"})
    path, user = "/v2/library/app/manifests/v1", {"Authorization": basic("user:password")}
    for _ in range(2):
        status, headers, body = ask(server, PRIVATE, path, **user)
        assert (status, headers["Retry-After"], body) == (429, "7", "slow down")
    assert ask(server, PRIVATE, path, **user)[0] == 200


def test_download_breaks_off(server, faults):
    layer = ONE_PLATFORM.blobs[1]
    faults(host="private", path="/blobs/", cut=100)
    with pytest.raises(http.client.IncompleteRead) as caught:
        ask(server, PRIVATE, f"/v2/library/many/blobs/{layer.digest}", Authorization=basic("user:password"))
    assert len(caught.value.partial) == 100


def test_accesses_are_told_and_forgotten(server):
    server.control("DELETE", "registry-accesses")
    ask(server, PRIVATE, "/v2/library/app/manifests/v1", Authorization=basic("user:password"))
    (seen,) = server.control("GET", "registry-accesses")
    when = seen.pop("time")
    assert seen == {"host": PRIVATE, "method": "GET", "path": "/v2/library/app/manifests/v1", "status": 200}
    assert server.control("DELETE", "registry-accesses") == [{**seen, "time": when}]
    assert server.control("GET", "registry-accesses") == []


def test_names_mean_nothing_outside_the_run(server):
    """Nothing but the namespace leads a production name to a front."""
    answer = subprocess.run(["getent", "hosts", PRIVATE], capture_output=True, text=True)
    assert "127." not in answer.stdout
