"""One process of a function, invoked again and again through a Runtime API, as a warm one is."""

import http.server
import json
import queue
import subprocess
import threading
import time

from runtime_api import body_of, most_resident


_START_LIMIT_S = 120


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """A function that is ended in the middle of its question is no error."""


class Function:
    """Ready for its first event."""

    def __init__(self, command: list[str], variables: dict[str, str], directory: str, limit_s: float):
        self._limit_s = limit_s
        self._events: queue.Queue[bytes] = queue.Queue()
        self._answers: queue.Queue[tuple[bool, bytes]] = queue.Queue()
        self._ready = threading.Event()
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        variables = {**variables, "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{self._server.server_port}"}
        self._output = f"{directory}/output"
        with open(self._output, "w") as output:
            self._process = subprocess.Popen(
                command, env=variables, cwd=directory, stdout=output, stderr=subprocess.STDOUT)
        if not self._ready.wait(_START_LIMIT_S):
            raise RuntimeError(f"it does not start: {open(self._output).read()[-3000:]}")

    def __enter__(self) -> "Function":
        return self

    def __exit__(self, *_) -> None:
        self._process.kill()
        self._process.wait()
        self._server.shutdown()
        self._server.server_close()

    def invoke(self, event: dict) -> tuple[bytes, float]:
        """The answer and how many seconds it took; raises when it is an error or does not come in time."""
        begin = time.monotonic()
        self._events.put(json.dumps(event).encode())
        try:
            good, answer = self._answers.get(timeout=self._limit_s)
        except queue.Empty:
            good, answer = False, b"no answer in time"
        if not good:
            raise RuntimeError(f"{answer.decode(errors='replace')[:2000]}: {open(self._output).read()[-3000:]}")
        return answer, time.monotonic() - begin

    def most_resident(self) -> int:
        """Bytes."""
        return most_resident(self._process.pid)


def _handler(function: Function):
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_):
            pass

        def do_GET(self):
            function._ready.set()
            self._reply(200, function._events.get(), {
                "Lambda-Runtime-Aws-Request-Id": "bench",
                "Lambda-Runtime-Deadline-Ms": str(int((time.time() + function._limit_s) * 1000)),
                "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:eu-west-1:123456789012:function:bench",
            })

        def do_POST(self):
            function._answers.put((self.path.endswith("/response"), body_of(self)))
            self._reply(202, b'{"status": "OK"}', {})

        def _reply(self, status: int, body: bytes, headers: dict):
            self.send_response(status)
            for name, value in {"Content-Type": "application/json", **headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

    return Handler
