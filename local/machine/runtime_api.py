"""The Runtime API, which a function's process asks for its next event and tells its outcome.

Speaks /2018-06-01/runtime/..., the protocol of a custom runtime's `bootstrap`, of Quarkus' poll loop
and of aws-lambda-java-runtime-interface-client.
https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
"""

import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Invocation:
    """One event on its way through a function."""

    def __init__(self, body: bytes, function_arn: str, timeout_s: float):
        self.id = str(uuid.uuid4())
        self.body = body
        self.function_arn = function_arn
        self.timeout_s = timeout_s
        self.deadline = 0.0
        self.started = threading.Event()
        self.done = threading.Event()
        self.payload = b"null"
        self.error: str | None = None

    def start(self) -> None:
        self.deadline = time.time() + self.timeout_s
        self.started.set()

    def finish(self, payload: bytes, error: str | None = None) -> None:
        self.payload = payload
        self.error = error
        self.started.set()
        self.done.set()


class RuntimeApi(ThreadingHTTPServer):
    """Of one environment, which its port ties to its process.

    The environment has next_invocation(), which waits for one; finish(request id, payload, error), which answers
    whether that is going on; and fail(payload), for a process that cannot even begin.
    """

    daemon_threads = True

    def __init__(self, environment):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.environment = environment
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        """As AWS_LAMBDA_RUNTIME_API has it."""
        return f"127.0.0.1:{self.server_port}"

    def close(self) -> None:
        self.shutdown()
        self.server_close()

    def handle_error(self, request, client_address):
        """A process that is ended in the middle of its question is no error."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *args):
        pass

    def do_GET(self):
        if not self.path.endswith("/runtime/invocation/next"):
            return self._reply(404)
        invocation = self.server.environment.next_invocation()
        trace = f"Root=1-{int(time.time()):08x}-{uuid.uuid4().hex[:24]};Sampled=0"
        self._reply(200, invocation.body, {
            "Lambda-Runtime-Aws-Request-Id": invocation.id,
            "Lambda-Runtime-Deadline-Ms": str(int(invocation.deadline * 1000)),
            "Lambda-Runtime-Invoked-Function-Arn": invocation.function_arn,
            "Lambda-Runtime-Trace-Id": trace,
        })

    def do_POST(self):
        body = self._read_body()
        environment = self.server.environment
        if self.path.endswith("/runtime/init/error"):
            environment.fail(body)
            return self._reply(202, b'{"status":"OK"}')
        request_id, outcome = self.path.split("/")[-2:]
        if not environment.finish(request_id, body, None if outcome == "response" else "Unhandled"):
            return self._reply(400, b'{"errorType":"InvalidRequestID"}')
        self._reply(202, b'{"status":"OK"}')

    def _read_body(self) -> bytes:
        if "chunked" not in self.headers.get("Transfer-Encoding", "").lower():
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        body = b""
        while True:
            size = int(self.rfile.readline().split(b";")[0], 16)
            body += self.rfile.read(size)
            self.rfile.readline()
            if size == 0:
                return body

    def _reply(self, status: int, body: bytes = b"", headers: dict | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
