"""python3 local/demo [--keep] [--dashboard FILE]: the whole stack on this machine, from deployment to the third run."""

import argparse
import shlex
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import dashboard  # noqa: E402
from demo import keep  # noqa: E402
from demo.acts import PREFIX, SOURCE_ACCOUNT, Demo  # noqa: E402
from demo.checks import Checks  # noqa: E402
from demo.screen import Screen  # noqa: E402
from sandbox import Replicator, Sandbox  # noqa: E402
from stack import end_as_by_ctrl_c, need_root  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(prog="demo", description=__doc__)
    parser.add_argument("--keep", action="store_true", help="leave the stack up, and say how to look around")
    parser.add_argument("--dashboard", type=Path, metavar="FILE", help="draw the stack's dashboard into an SVG")
    arguments = parser.parse_args()
    need_root()
    end_as_by_ctrl_c()
    screen = Screen()
    checks = Checks(screen)
    run_dir = Path(tempfile.mkdtemp(prefix="ecr-replicator-"))
    server = None
    kept = wanted = False  # the stack, and the logs of what went wrong
    try:
        screen.say(
            "ECR Replicator keeps copies of container images in an Amazon ECR. Here it does so on this machine: AWS is "
            "emulated; the template, the functions, the registries and skopeo are real."
        )
        with screen.part("An AWS with two regions, and a registry in each"):
            sandbox = Sandbox.start(run_dir, SOURCE_ACCOUNT)
            server = sandbox.server
            screen.line(f"source       {sandbox.source.host}")
            screen.line(f"destination  {sandbox.destination.host}")
        replicator = _play(screen, Demo(screen, checks, sandbox))
        _summary(screen, checks)
        if arguments.dashboard:
            arguments.dashboard.write_text(dashboard.render(replicator))
            print(f"\nThe dashboard, drawn from what these runs recorded: {arguments.dashboard}")
        if arguments.keep:
            print(keep.how_to(sandbox, replicator))
            kept = True
        wanted = not checks.all_held()
    except KeyboardInterrupt:
        screen.bar_off()
        print("stopped", file=sys.stderr)
        return 130
    except Exception:
        wanted = True
        raise
    finally:
        if server and not kept:
            server.stop()
        if wanted:
            print("To see the logs:", keep.as_root(f"ls {shlex.quote(str(run_dir))}"), file=sys.stderr)
        elif not kept:
            shutil.rmtree(run_dir)
    return 0 if checks.all_held() else 1


def _play(screen: Screen, demo: Demo) -> Replicator:
    with screen.part("The source registry is filled"):
        demo.fill_source()
    with screen.part("template.yaml is deployed"):
        replicator = demo.deploy()
    with screen.part("The first run, which the deployment has started"):
        demo.first_run(replicator)
    with screen.part(f"What the table of images says, and what the registries hold (below {PREFIX}/)"):
        demo.compare(replicator)
    with screen.part("What the operator gets by e-mail"):
        demo.message(replicator)
    with screen.part("The second run: nothing has changed"):
        demo.unchanged_run(replicator)
    with screen.part("The third run: one tag has changed"):
        demo.changed_run(replicator)
    return replicator


def _summary(screen: Screen, checks: Checks) -> None:
    seconds = sum(duration for _, duration in screen.durations)
    print(f"\nWhat was shown, in {seconds:.0f} seconds")
    checks.summary()
    screen.line()
    screen.say(
        "So it goes on AWS, daily: what has not changed costs nothing, what has changed is copied by digest, and "
        "what fails is told once, with its reason."
        if checks.all_held() else "Not everything held; the lines with NO say what."
    )


if __name__ == "__main__":
    sys.exit(main())
