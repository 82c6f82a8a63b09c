"""A function as Lambda runs it: one process, started from a package, and invoked again and again."""

import http.server
import json
import os
import queue
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path

import processors

ROOT = Path(__file__).resolve().parent.parent
RUNTIME = ROOT / "local" / "java" / "target" / "runtime"
INTERFACE_CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda"
HANDLER = "io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest"
# What Lambda's own Java runtimes start with, as far as it is public.
JAVA_OPTIONS = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"]
HEAP_SHARE = 0.8
START_LIMIT_S = 120


class Package:
    """function.zip, unpacked into a directory."""

    def __init__(self, package: Path, directory: str):
        with zipfile.ZipFile(package) as archive:
            archive.extractall(directory)
        self.directory = directory
        self.native = (Path(directory) / "bootstrap").exists()

    def command(self, memory_mb: int) -> list[str]:
        if self.native:
            bootstrap = Path(self.directory) / "bootstrap"
            bootstrap.chmod(0o755)
            return [str(bootstrap)]
        finder = ROOT / "scripts" / "find-jdk.sh"
        home = subprocess.run([finder], capture_output=True, text=True, check=True).stdout.strip()
        if not RUNTIME.is_dir():
            sys.exit("local/java/target/runtime is missing: mvn -f local/java/pom.xml package")
        classes = f"{self.directory}:{self.directory}/lib/*:{RUNTIME}/*"
        heap = f"-Xmx{int(memory_mb * HEAP_SHARE)}m"
        return [f"{home}/bin/java", *JAVA_OPTIONS, heap, "-cp", classes, INTERFACE_CLIENT, HANDLER]


class Function:
    """Ready for its first event; `started_s` is how many seconds that took."""

    def __init__(self, package: Package, handler: str, memory_mb: int, limit_s: float, aws: str, **more: str):
        """`aws` is where all of AWS answers; `more` are variables besides those of events/env.json."""
        self._limit_s = limit_s
        self._events: queue.Queue[bytes] = queue.Queue()
        self._answers: queue.Queue[tuple[bool, bytes]] = queue.Queue()
        self._ready = threading.Event()
        self._server = _Server(("127.0.0.1", 0), _runtime_api(self))
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        variables = {
            **json.loads((ROOT / "events" / "env.json").read_text())["Parameters"],
            "PATH": os.environ["PATH"],
            "AWS_ENDPOINT_URL": f"http://{aws}",
            "AWS_REGION": "eu-west-1",
            "AWS_ACCESS_KEY_ID": "bench",
            "AWS_SECRET_ACCESS_KEY": "bench",
            "AWS_LAMBDA_FUNCTION_NAME": "bench",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(memory_mb),
            "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{self._server.server_port}",
            "QUARKUS_LAMBDA_HANDLER": handler,
            "LAMBDA_TASK_ROOT": package.directory,
            **more,
        }
        self._output = Path(package.directory) / "output"
        with self._output.open("w") as output:
            begin = time.monotonic()
            self._process = subprocess.Popen(
                package.command(memory_mb), env=variables, cwd=package.directory, stdout=output, stderr=subprocess.STDOUT)
        if not self._ready.wait(START_LIMIT_S):
            self.__exit__()
            raise RuntimeError(f"it does not start: {self._said()}")
        self.started_s = time.monotonic() - begin

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
            raise RuntimeError(f"{answer.decode(errors='replace')[:2000]}: {self._said()}")
        return answer, time.monotonic() - begin

    def most_resident(self) -> int:
        """Bytes."""
        with open(f"/proc/{self._process.pid}/status") as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM:"))

    def processors_s(self) -> float:
        return processors.of(self._process.pid)

    def _said(self) -> str:
        return self._output.read_text(errors="replace")[-3000:]


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """A function that is ended in the middle of its question is no error."""


def _runtime_api(function: Function):
    """https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html"""
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

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
            function._answers.put((self.path.endswith("/response"), self._body()))
            self._reply(202, b'{"status": "OK"}', {})

        def _body(self) -> bytes:
            if "chunked" not in self.headers.get("Transfer-Encoding", "").lower():
                return self.rfile.read(int(self.headers.get("Content-Length") or 0))
            body = b""
            while size := int(self.rfile.readline().split(b";")[0], 16):
                body += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
            return body

        def _reply(self, status: int, body: bytes, headers: dict):
            self.send_response(status)
            for name, value in {"Content-Type": "application/json", **headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

    return Handler
