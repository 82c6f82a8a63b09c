"""ListTasks and DescribeTasks.

Replaced in moto: ListTasks lists stopped tasks among the others, knows active task definitions only, and has no
pages; DescribeTasks has no failures.
https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTasks.html
"""

from moto.core.responses import ActionResult
from moto.ecs.exceptions import InvalidParameterException

from . import faults

MAX_PAGE = 100


def list_tasks(self):
    cluster = self.ecs_backend._get_cluster(self._get_param("cluster", "default"))
    wanted = {
        "desired_status": self._get_param("desiredStatus") or "RUNNING",
        "started_by": self._get_param("startedBy"),
        "family": self._get_param("family"),
    }
    found = [
        task.task_arn
        for task in list(self.ecs_backend.tasks.get(cluster.name, {}).values())
        if all(value is None or _attribute(task, name) == value for name, value in wanted.items())
    ]
    size = self._get_int_param("maxResults", MAX_PAGE)
    start = int(self._get_param("nextToken") or 0)
    answer = {"taskArns": found[start:start + size]}
    if start + size < len(found):
        answer["nextToken"] = str(start + size)
    return ActionResult(answer)


def describe_tasks(self):
    cluster = self.ecs_backend._get_cluster(self._get_param("cluster", "default"))
    names = self._get_param("tasks", [])
    if len(names) > MAX_PAGE:
        raise InvalidParameterException(f"Tasks cannot have more than {MAX_PAGE} elements")
    known = {task.id: task for task in list(self.ecs_backend.tasks.get(cluster.name, {}).values())}
    if faults.take("missing"):
        known = {}
    wanted = {name.split("/")[-1]: name for name in names}
    found = [known[task_id] for task_id in wanted if task_id in known]
    if any(task.last_status == "DEPROVISIONING" for task in found):
        faults.take("looks")
    failures = [{"arn": name, "reason": "MISSING"} for task_id, name in wanted.items() if task_id not in known]
    return ActionResult({"tasks": found, "failures": failures})


def _attribute(task, name: str):
    return task.local_definition.family if name == "family" else getattr(task, name)
