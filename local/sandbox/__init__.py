"""The project's own stack on the emulated AWS, as the demo and the end-to-end tests handle it.

    with Sandbox.start(run_dir) as sandbox:
        sandbox.source.push("shop/web", "1.0", image)
        replicator = sandbox.deploy(srcRegion=sandbox.source.region)
        first = replicator.first_run()
        print(first.status, first.tasks, replicator.images())
"""

from .ecr import EcrRegistry
from .replicator import Message, Replicator, Run
from .sandbox import Sandbox

__all__ = ["EcrRegistry", "Message", "Replicator", "Run", "Sandbox"]
