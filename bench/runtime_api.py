"""Lambda's Runtime API for one process, and an AWS that answers {} to every call."""

import http.server
import json
import os
import subprocess
import threading
import time

_LIMIT_S = 60


class RuntimeApi:
    def __init__(self, events: list[dict]):
        self._events = [json.dumps(event).encode() for event in events]
        self._asked: list[float] = []
        self._answered: list[float] = []
        self._errors: list[str] = []
        self._over = threading.Event()
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.address = f"127.0.0.1:{self._server.server_port}"

    def drive(self, command: list[str], variables: dict[str, str], directory: str) -> tuple[float, ...]:
        """Seconds to the first question for an event, to the first answer, for the second event, of a core; bytes."""
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        with open(f"{directory}/output", "w") as output:
            begin = time.monotonic()
            process = subprocess.Popen(command, env=variables, cwd=directory, stdout=output, stderr=subprocess.STDOUT)
            try:
                if not self._over.wait(_LIMIT_S) or self._errors:
                    raise RuntimeError(f"{self._errors or 'no answer'}: {open(f'{directory}/output').read()[-3000:]}")
                memory, processors = most_resident(process.pid), _processor_s(process.pid)
            finally:
                process.kill()
                process.wait()
                self._server.shutdown()
                self._server.server_close()
        return self._asked[0] - begin, self._answered[0] - begin, self._answered[1] - self._asked[1], processors, memory

    def next_event(self) -> bytes:
        self._asked.append(time.monotonic())
        if len(self._asked) > len(self._events):
            self._over.set()
            time.sleep(_LIMIT_S)
        return self._events[len(self._asked) - 1]

    def answer(self, path: str, body: bytes) -> None:
        self._answered.append(time.monotonic())
        if not path.endswith("/response"):
            self._errors.append(body.decode(errors="replace"))
            self._over.set()


def _handler(api: RuntimeApi):
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def log_message(self, *_):
            pass

        def do_GET(self):
            self._reply(200, api.next_event(), {
                "Lambda-Runtime-Aws-Request-Id": "bench",
                "Lambda-Runtime-Deadline-Ms": str(int((time.time() + _LIMIT_S) * 1000)),
                "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:eu-west-1:123456789012:function:bench",
            })

        def do_POST(self):
            body = body_of(self)
            if self.path.startswith("/2018-06-01/"):
                api.answer(self.path, body)
                self._reply(202, b'{"status": "OK"}')
            else:
                self._reply(200, b"{}")

        def _reply(self, status: int, body: bytes, headers: dict | None = None):
            self.send_response(status)
            for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    return Handler


def body_of(request: http.server.BaseHTTPRequestHandler) -> bytes:
    if "chunked" not in request.headers.get("Transfer-Encoding", "").lower():
        return request.rfile.read(int(request.headers.get("Content-Length") or 0))
    body = b""
    while size := int(request.rfile.readline().split(b";")[0], 16):
        body += request.rfile.read(size)
        request.rfile.readline()
    request.rfile.readline()
    return body


def most_resident(pid: int) -> int:
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM:"))


def _processor_s(pid: int) -> float:
    """https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: utime and stime are fields 14 and 15."""
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
