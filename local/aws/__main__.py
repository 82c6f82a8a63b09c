"""python -m aws: starts the server in the foreground; SIGTERM or Ctrl-C ends it and all its children."""

import logging
import os
import shutil
import signal
import sys
import traceback

from . import options
from .settings import log, settings


def install(check_iam: bool) -> None:
    """After options.apply(): moto reads its environment when it is imported."""
    from . import (
        api_faults, attributes, calls, cloudformation, ecr, ecs, events, functions, iam, limits, messages, once,
        stepfunctions,
    )

    # Logs a whole syntax tree for every failed state.
    logging.getLogger("moto.stepfunctions.parser.asl.component.eval_component").setLevel(logging.CRITICAL)

    for package in (
        once, attributes, calls, api_faults, limits, functions, events, ecs, stepfunctions, cloudformation, ecr, messages,
    ):
        package.install()
    if check_iam:
        iam.install()


def make_server(port: int):
    from . import dispatch, serving
    from .control import with_control

    return serving.server(port, with_control(dispatch.application()))


def stop() -> None:
    for action in reversed(settings.on_exit):
        try:
            action()
        except Exception:
            traceback.print_exc()


def interrupt(*_) -> None:
    raise KeyboardInterrupt


def main() -> int:
    args = options.parse()
    for program in ("openssl", "docker-registry", "unshare") if args.registry else ():
        if shutil.which(program) is None:
            sys.exit(f"{program} is not installed")
    if args.registry and os.geteuid() != 0:
        sys.exit("root is needed for --registry: port 443 and a mount namespace; run it with sudo")
    signal.signal(signal.SIGTERM, interrupt)
    options.apply(args)
    status = 0
    try:
        server = make_server(args.port)
        install(args.iam)
        from . import registries

        registries.start(args.registry, args.front_address)
        log(f"{settings.endpoint} ready; run directory {settings.run_dir}")
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    except Exception:
        traceback.print_exc()
        status = 1
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    stop()
    log("stopped")
    sys.stderr.flush()
    os._exit(status)  # moto's worker threads would keep the process alive


if __name__ == "__main__":
    main()
