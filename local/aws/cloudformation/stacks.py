"""CreateStack, UpdateStack and DeleteStack: checked at once, carried out in the background, undone on failure.

Replaced in moto: the operations, which answer when all is done, do not roll back, update only what names a
changed parameter itself, and delete in no order. GetTemplate answers the template as it was given.
"""

import threading
import traceback

from moto.cloudformation import models
from moto.cloudformation.exceptions import AlreadyExistsException, ValidationError
from moto.cloudformation.responses import CloudFormationResponse

from ..settings import log
from . import documents, resources

MAX_BODY_BYTES = 51200
_BUSY = "IN_PROGRESS"
_UPDATABLE = ("CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE")


def install() -> None:
    _install_body_limit()
    backend = models.CloudFormationBackend
    create_stack = backend.create_stack

    def create(self, name, template, parameters, **more):
        if any(stack.name == name for stack in self.stacks.values()):
            raise AlreadyExistsException(f"Stack [{name}] already exists")
        document = documents.prepare(template, parameters, self.account_id, self.region_name)
        stack = create_stack(self, name, document.processed, document.parameters, **more)
        stack.local_document = document
        return stack

    backend.create_stack = create
    backend.update_stack = _update_stack
    backend.delete_stack = _delete_stack
    backend.get_template = lambda self, name: self.get_stack(name).local_document.source
    # While resources are being made nobody may look at outputs: looking a resource up makes it.
    models.Stack.local_evaluate_outputs = models.Stack.outputs.fget
    models.Stack.outputs = property(lambda self: getattr(self, "local_outputs", None))
    models.Stack.create_resources = lambda self: _in_background(self, "CREATE", _create)


def _install_body_limit() -> None:
    """A longer one has to come from S3."""
    for name in ("create_stack", "update_stack"):
        original = getattr(CloudFormationResponse, name)

        def limited(self, original=original):
            size = len((self._get_param("TemplateBody") or "").encode())
            if size > MAX_BODY_BYTES:
                raise ValidationError(
                    message="1 validation error detected: Value at 'templateBody' failed to satisfy constraint: "
                    f"Member must have length less than or equal to {MAX_BODY_BYTES}"
                )
            return original(self)

        setattr(CloudFormationResponse, name, limited)


def _in_background(stack, operation: str, work) -> None:
    _status(stack, f"{operation}_{_BUSY}")
    threading.Thread(target=_guarded, args=(stack, operation, work), daemon=True).start()


def _guarded(stack, operation: str, work) -> None:
    try:
        work(stack)
    except Exception as error:
        traceback.print_exc()
        _status(stack, f"{operation}_FAILED", resources.reason_of(error))


def _status(stack, status: str, reason: str | None = None) -> None:
    log(f"stack {stack.name} {status}" + (f": {reason}" if reason else ""))
    stack._add_stack_event(status, resource_status_reason=reason)
    stack.stack_status_reason = reason
    stack.status = status  # last: who waits for it finds the rest


def _create(stack) -> None:
    try:
        resources.create_all(stack)
        stack.local_outputs = stack.local_evaluate_outputs()
    except Exception as error:
        _roll_back(stack, "ROLLBACK", error, resources.delete_all)
        return
    _status(stack, "CREATE_COMPLETE")


def _roll_back(stack, operation: str, error: Exception, undo) -> None:
    """The stack's reason stays what went wrong first, unless the rollback fails, too."""
    traceback.print_exc()
    reason = resources.reason_of(error)
    _status(stack, f"{operation}_{_BUSY}", reason)

    def work(stack) -> None:
        undo(stack)
        _status(stack, f"{operation}_COMPLETE", reason)

    _guarded(stack, operation, work)


def _update_stack(self, name, template, role_arn, parameters, tags):
    stack = self.get_stack(name)
    if stack.status not in _UPDATABLE:
        raise ValidationError(message=f"Stack:{stack.stack_id} is in {stack.status} state and can not be updated.")
    old = stack.local_document
    source = old.source if template is stack.template else template
    given = {
        one["ParameterKey"]: _previous(old, one["ParameterKey"]) if one.get("UsePreviousValue") else one["ParameterValue"]
        for one in parameters
    }
    new = documents.prepare(source, given, self.account_id, self.region_name)
    if (new.processed, new.parameters) == (old.processed, old.parameters):
        raise ValidationError(message="No updates are to be performed.")
    if tags is not None:
        stack.tags = tags
    _in_background(stack, "UPDATE", lambda stack: _update(stack, old, new))
    return stack


def _previous(document: documents.Document, name: str) -> str:
    if name not in document.parameters:
        raise ValidationError(message=f"Invalid input for parameter key {name}. Cannot specify usePreviousValue as true "
                              "for a parameter key not in the previous template")
    return document.parameters[name]


def _update(stack, old: documents.Document, new: documents.Document) -> None:
    try:
        resources.update_all(stack, new)
        stack.local_outputs = stack.local_evaluate_outputs()
    except Exception as error:
        _roll_back(stack, "UPDATE_ROLLBACK", error, lambda stack: resources.update_all(stack, old))
        return
    stack.local_document = new
    _status(stack, "UPDATE_COMPLETE")


def _delete_stack(self, name_or_stack_id) -> None:
    for stack in list(self.stacks.values()):
        if name_or_stack_id in (stack.name, stack.stack_id) and stack.status != f"DELETE_{_BUSY}":
            _in_background(stack, "DELETE", lambda stack: _delete(self, stack))


def _delete(backend, stack) -> None:
    exports = [export.name for export in stack.exports]
    resources.delete_all(stack)
    for name in exports:
        backend.exports.pop(name, None)
    backend.stacks.pop(stack.stack_id, None)
    backend.deleted_stacks[stack.stack_id] = stack
    _status(stack, "DELETE_COMPLETE")
