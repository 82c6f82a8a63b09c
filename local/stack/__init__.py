"""Deploys a template on the emulated AWS, for the demo and the tests: a server, accounts, a stack, its executions.

    with Server.start(run_dir, registries=["111111111111/eu-west-1"]) as server:
        stack = Stack.create(server, "replicator", template, parameters, code={"functions/target/function.zip": zip})
        execution = stack.start_execution(stack.outputs()["WorkflowArn"], {})
        print(stack.wait_for(execution)["status"])
"""

from machine import environment

from .account import Account
from .deployment import Stack, StackFailed
from .privileges import need_root
from .server import Server
from .stopping import end_as_by_ctrl_c

__all__ = ["Account", "Server", "Stack", "StackFailed", "end_as_by_ctrl_c", "need_root"]

environment.clean()
