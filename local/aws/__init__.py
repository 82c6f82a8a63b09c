"""AWS on one machine: moto, run in this process, with the parts made real that a serverless stack needs.

moto answers the AWS APIs. The packages below replace what it only pretends to do (run a Lambda function,
run an ECS task, deliver an event, keep an image) or does not know (some CloudFormation types). They
assign to moto's classes, so they fit one version of moto; each names in its first lines what it replaces.
"""

import moto

MOTO_VERSION = "5.2.1"

if moto.__version__ != MOTO_VERSION:
    raise ImportError(
        f"this emulator replaces parts of moto {MOTO_VERSION} from the inside; found moto {moto.__version__}. "
        f"Install moto=={MOTO_VERSION}, or check every replacement against the other version first."
    )
