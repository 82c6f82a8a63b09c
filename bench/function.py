"""A function as Lambda runs it: one process, started from a package, and invoked again and again."""

import json
import os
import queue
import subprocess
import sys
import threading
import time
from pathlib import Path

import processors

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "local"))
from machine.package import RUNTIME, bootstrap, heap, java_command, unpack  # noqa: E402
from machine.runtime_api import Invocation, RuntimeApi  # noqa: E402

HANDLER = "io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest"
ARN = "arn:aws:lambda:eu-west-1:123456789012:function:bench"
START_LIMIT_S = 120


class Package:
    """function.zip, unpacked into a directory."""

    def __init__(self, package: Path, directory: str):
        unpack(package, directory)
        self.directory = directory
        self.native = os.path.exists(bootstrap(directory))

    def command(self, memory_mb: int) -> list[str]:
        if self.native:
            return [bootstrap(self.directory), heap(memory_mb)]
        finder = ROOT / "scripts" / "find-jdk.sh"
        home = subprocess.run([finder], capture_output=True, text=True, check=True).stdout.strip()
        if not RUNTIME.is_dir():
            sys.exit("local/java/target/runtime is missing: mvn -f local/java/pom.xml package")
        return java_command(home, self.directory, HANDLER, memory_mb)


class Function:
    """Ready for its first event; `started_s` is how many seconds that took."""

    def __init__(self, package: Package, handler: str, memory_mb: int, limit_s: float, aws: str, **more: str):
        """`aws` is where all of AWS answers; `more` are variables besides those of events/env.json."""
        self._limit_s = limit_s
        self._given: queue.Queue[Invocation] = queue.Queue()
        self._pending: Invocation | None = None
        self._ready = threading.Event()
        self._api = RuntimeApi(self)
        variables = {
            **json.loads((ROOT / "events" / "env.json").read_text())["Parameters"],
            "PATH": os.environ["PATH"],
            "AWS_ENDPOINT_URL": f"http://{aws}",
            "AWS_REGION": "eu-west-1",
            "AWS_ACCESS_KEY_ID": "bench",
            "AWS_SECRET_ACCESS_KEY": "bench",
            "AWS_LAMBDA_FUNCTION_NAME": "bench",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(memory_mb),
            "AWS_LAMBDA_RUNTIME_API": self._api.address,
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
        self._api.close()

    def invoke(self, event: dict) -> tuple[bytes, float]:
        """The answer and how many seconds it took; raises when it is an error or does not come in time."""
        begin = time.monotonic()
        invocation = Invocation(json.dumps(event).encode(), ARN, self._limit_s)
        self._given.put(invocation)
        if not invocation.done.wait(self._limit_s):
            invocation.finish(b"no answer in time", "Unhandled")
        if invocation.error:
            raise RuntimeError(f"{invocation.payload.decode(errors='replace')[:2000]}: {self._said()}")
        return invocation.payload, time.monotonic() - begin

    def next_invocation(self) -> Invocation:
        self._ready.set()
        self._pending = self._given.get()
        self._pending.start()
        return self._pending

    def finish(self, request_id: str, payload: bytes, error: str | None) -> bool:
        self._pending.finish(payload, error)
        return True

    def fail(self, payload: bytes) -> None:
        """Before it is ready; what it has printed says why."""

    def most_resident(self) -> int:
        """Bytes."""
        with open(f"/proc/{self._process.pid}/status") as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM:"))

    def processors_s(self) -> float:
        return processors.of(self._process.pid)

    def _said(self) -> str:
        return self._output.read_text(errors="replace")[-3000:]
