"""A registry's front: TLS, authentication and ECR's rules before a docker-registry.

It does what ECR does and docker-registry does not: Basic authentication with a token from
GetAuthorizationToken, NAME_UNKNOWN for a repository nobody has created, tag immutability, and, on
request, faults. A manifest that was pushed becomes an image of moto's repository, and an image that was
deleted there is gone here.
"""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from ..ecr import images, pushes
from ..faults import hold
from . import authentication, faults, paths, tags
from .authentication import errors
from .forwarding import pass_down, pass_up


class RegistryFront(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64

    def __init__(self, address, registry, ssl_context):
        self.registry = registry
        self.ssl_context = ssl_context
        super().__init__(address, FrontHandler)

    def finish_request(self, request, client_address):
        super().finish_request(self.ssl_context.wrap_socket(request, server_side=True), client_address)

    def handle_error(self, request, client_address):
        """A client that goes away is no error."""


class FrontHandler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # headers and body are two packets; the second would wait for 40 ms
    upstream = None

    def log_message(self, *args):
        pass

    def handle_request(self):
        self.body_was_read = False
        self.registry = self.server.registry
        path = self.path.split("?")[0]
        if self._shows_fault(path):
            return
        authorization = self.headers.get("Authorization", "")
        if self.registry.mode == "redirect":
            return self.answer(307, headers={"Location": paths.elsewhere(self.registry.target, self.path)})
        if self.registry.mode in ("bearer", "token") and path in ("/token", "/token/"):
            query = self.path.partition("?")[2]
            return self.answer(*authentication.token_answer(self.registry, query, authorization))
        refusal = authentication.refusal(self.registry, self.command, path, authorization)
        if refusal:
            return self.answer(*refusal)
        self._serve(path, authorization)

    do_GET = do_HEAD = do_PUT = do_POST = do_PATCH = do_DELETE = handle_request

    def _serve(self, path: str, authorization: str) -> None:
        name, kind, reference = paths.parse(path) or (None, None, None)
        repository = None
        if name and self.registry.mode == "ecr":
            repository = images.repository(self.registry.account, self.registry.region, name)
            if repository is None:
                return self.answer(404, errors("NAME_UNKNOWN", _unknown(name, self.registry.account)))
        if kind == "tags" and self.command == "GET":
            return self._answer_tags(name, repository)
        if kind == "blobs" and "mount=" in self.path and repository is not None:
            if not authentication.may_mount(self.registry, self.path.partition("?")[2], authorization):
                self.path = path  # a mount that is not made is an upload
        manifest = None
        if kind == "manifests":
            if self.command == "PUT":
                manifest = self.rfile.read(int(self.headers["Content-Length"]))
                self.body_was_read = True
            if repository is not None and self._breaks_rule(repository, reference):
                return
        self._forward(manifest, repository, reference)

    def _forward(self, manifest: bytes | None, repository, reference: str | None) -> None:
        try:
            answer = pass_up(self, self.registry, manifest)
        except ConnectionError:
            self.close_connection = True
            return self.answer(502, errors("UNAVAILABLE", "the registry behind the front is down"))
        faults.record(self.registry.host, self.command, self.path, answer.status)
        if manifest is not None and repository is not None and answer.status == 201:
            image = repository.local_images.put(reference, manifest, self.headers.get("Content-Type"))
            pushes.tell(repository, image, reference)
        pass_down(self, self.registry, answer)

    def finish(self) -> None:
        if self.upstream:
            self.upstream.close()
        super().finish()

    def answer(self, status: int, body: bytes = b"", headers: dict | None = None) -> None:
        if int(self.headers.get("Content-Length") or 0) and not self.body_was_read:
            self.close_connection = True
        # Before the client has the answer: a test that looks right after it must find this request.
        faults.record(self.registry.host, self.command, self.path, status)
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Docker-Distribution-Api-Version", "registry/2.0")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _answer_tags(self, name: str, repository) -> None:
        if repository is not None:
            active = [image for image in repository.local_images.all() if image.status == "ACTIVE"]
            found = [tag for image in active for tag in list(image.tags)]
        else:
            found = tags.behind(self.registry, name)
        if found is None:
            return self.answer(404, errors("NAME_UNKNOWN", "repository name not known to registry"))
        self.answer(200, *tags.page(name, found, self.path.partition("?")[2]))

    def _shows_fault(self, path: str) -> bool:
        slow = faults.take("delay_s", self.registry.host, self.command, path)
        if slow:
            hold(slow)
        fault = slow if slow and "status" in slow else None
        fault = fault or faults.take("status", self.registry.host, self.command, path)
        if not fault:
            return False
        body = fault.get("body", errors("UNKNOWN", "injected").decode()).encode()
        self.answer(fault["status"], body, fault.get("headers"))
        return True

    def _breaks_rule(self, repository, reference: str) -> bool:
        if self.command == "PUT":
            if reference.startswith("sha256:") or not images.is_immutable(repository, reference):
                return False
            if repository.local_images.find({"imageTag": reference}) is None:
                return False
            self.answer(400, errors("TAG_INVALID", images.immutable(repository, reference)))
            return True
        wanted = {"imageDigest" if reference.startswith("sha256:") else "imageTag": reference}
        image = repository.local_images.find(wanted)
        if image is None or image.status != "ACTIVE":
            self.answer(404, errors("MANIFEST_UNKNOWN", "Requested image not found"))
            return True
        return False


def _unknown(name: str, account: str) -> str:
    return f"The repository with name '{name}' does not exist in the registry with id '{account}'"
