"""python3 local/e2e/soak [--images N] [--repositories N] [--seed N] [--faults SHARE]"""

import argparse
import sys
import tempfile
from pathlib import Path

E2E = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(E2E), str(E2E.parent)]

from images import Layer, image  # noqa: E402
from sandbox import Sandbox  # noqa: E402
from soak.soak import PREFIX, Size, soak  # noqa: E402
from stack import end_as_by_ctrl_c, need_root  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(prog="soak", description="Replicate many images while things fail at random.")
    parser.add_argument("--images", type=int, default=1000)
    parser.add_argument("--repositories", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--faults", type=float, default=0.07, help="share that fails, 0.05 to 0.1")
    options = parser.parse_args()
    need_root()
    end_as_by_ctrl_c()
    with tempfile.TemporaryDirectory() as run_dir, Sandbox.start(Path(run_dir) / "run") as sandbox:
        sandbox.source.push("soak/first", "1", image([Layer("first")]))
        replicator = sandbox.deploy(
            "soak", srcRegion=sandbox.source.region, destPrefix=PREFIX, taskCheckSeconds=20, maxConcurrency=4)
        replicator.first_run()
        soak(sandbox, replicator, Size(options.images, options.repositories, options.seed, options.faults))


if __name__ == "__main__":
    main()
