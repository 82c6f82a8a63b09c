"""ECS: a task is a local process, and every change of its state is an EventBridge event.

Replaced in moto: RunTask's rules (run_task), the life of a task (life; moto moves its status on whenever
somebody looks at it), the exit code of a container (moto reports 0 from the start), StopTask,
ListTasks and DescribeTasks (listing), and CloudFormation's TaskDefinition (definitions; moto keeps four properties).
Only the first container of a task definition runs.
"""

from moto.ecs import models, responses
from moto.ecs.exceptions import InvalidParameterException

from ..settings import settings
from . import definitions, life, listing, process, run_task


def install() -> None:
    backend = models.EC2ContainerServiceBackend
    models.Task.last_status = property(lambda self: getattr(self, "local_status", "PROVISIONING"), _ignore)
    models.Task.exit_code = property(lambda self: None)
    # On Fargate the memory may be the task's alone; moto adds up the containers' and fails on None.
    nothing = {"CPU": 0, "MEMORY": 0, "PORTS": [], "PORTS_UDP": []}
    backend._calculate_task_resource_requirements = staticmethod(lambda _: nothing)
    backend.stop_task = _stop_task
    response = responses.EC2ContainerServiceResponse
    response.describe_tasks = listing.describe_tasks
    response.list_tasks = listing.list_tasks
    _install_container()
    _install_start(backend)
    definitions.install()
    run_task.install()
    settings.on_exit.append(process.stop_all)


def _ignore(task, value) -> None:
    pass


def _install_container() -> None:
    original = models.Container.__init__

    def init(self, task_definition):
        original(self, task_definition)
        self.__dict__.pop("exitCode", None)
        self.exit_code = None
        self.reason = None

    models.Container.__init__ = init


def _install_start(backend) -> None:
    original = backend.run_task

    def run_and_start(self, cluster_str, task_definition_str, count, *args, **kwargs):
        tasks = original(self, cluster_str, task_definition_str, count, *args, **kwargs)
        definition = self.describe_task_definition(task_definition_str)
        for task in tasks:
            life.start(task, definition)
        return tasks

    backend.run_task = run_and_start


def _stop_task(self, cluster_str, task_str, reason):
    wanted = task_str.split("/")[-1]
    for tasks in list(self.tasks.values()):
        for task in list(tasks.values()):
            if task.id == wanted:
                life.stop(task, reason)
                return task
    raise InvalidParameterException("The referenced task was not found.")
