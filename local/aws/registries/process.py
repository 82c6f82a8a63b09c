"""One docker-registry process: its configuration, its start and its end."""

import os
import socket
import subprocess
import time

from ..settings import settings

CONFIGURATION = """\
version: 0.1
log: {{level: warn, accesslog: {{disabled: true}}}}
storage:
  filesystem: {{rootdirectory: {data}}}
  delete: {{enabled: true}}
  cache: {{blobdescriptor: inmemory}}
http: {{addr: "127.0.0.1:{port}", relativeurls: true}}
"""
START_LIMIT_S = 20


def start(name: str, address: tuple[str, int]) -> None:
    """Answers when it listens; the server's end ends it."""
    directory = os.path.join(settings.run_dir, "registries", name)
    os.makedirs(directory, exist_ok=True)
    configuration = os.path.join(directory, "config.yml")
    with open(configuration, "w") as file:
        file.write(CONFIGURATION.format(data=os.path.join(directory, "data"), port=address[1]))
    with open(os.path.join(directory, "log"), "w") as output:
        process = subprocess.Popen(
            ["docker-registry", "serve", configuration],
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    settings.on_exit.append(lambda: _end(process))
    deadline = time.time() + START_LIMIT_S
    while True:
        if process.poll() is not None:
            raise RuntimeError(f"docker-registry for {name} ended; see {directory}/log")
        try:
            socket.create_connection(address, 1).close()
            return
        except OSError:
            if time.time() > deadline:
                raise
            time.sleep(0.05)


def _end(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
