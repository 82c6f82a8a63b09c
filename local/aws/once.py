"""What moto works out anew for every request, though it cannot change: done once here.

Replaced in moto: to which service a host belongs (it lists its own folders and tries some hundred patterns, under a
lock that all requests take), whether an account has a service (a lock again), the actions of a class of responses, JSONPath
expressions (it makes the grammar's tables for each), and the syntax tree of a workflow. A request's body is read once for
all of its parameters, and its id is not drawn letter by letter. Together these took most of a request's time.
"""

import json
import uuid
from functools import cache


def install() -> None:
    from moto.core import responses
    from moto.core.base_backend import BackendDict
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication
    from moto.stepfunctions.parser.asl.component.common.path import result_path
    from moto.stepfunctions.parser.asl.utils import json_path

    DomainDispatcherApplication.get_backend_for_host = cache(DomainDispatcherApplication.get_backend_for_host)
    responses.method_names_from_class = cache(responses.method_names_from_class)
    json_path.parse = cache(json_path.parse)
    result_path.parse = cache(result_path.parse)
    responses.gen_amzn_requestid_long = _add_request_id
    _install_parameters(responses.BaseResponse)
    _install_accounts(BackendDict)
    _install_syntax_trees()


def _add_request_id(headers: dict[str, str]) -> str:
    headers["x-amzn-requestid"] = str(uuid.uuid4())
    return headers["x-amzn-requestid"]


def _install_parameters(response: type) -> None:
    """Of the protocols that carry JSON; moto reads those of the others once."""
    original = response._get_param

    def get_param(self, name: str, if_none=None):
        if self.automated_parameter_parsing or "X-Amz-Target" not in self.headers:
            return original(self, name, if_none)
        if "_read_body" not in vars(self):
            self._read_body = json.loads(self.body or "{}")
        return self._read_body.get(name, if_none)

    response._get_param = get_param


def _install_accounts(backends: type) -> None:
    make = backends.__getitem__

    def of_account(self, account):
        return dict.__getitem__(self, account) if account in self else make(self, account)

    backends.__getitem__ = of_account


def _install_syntax_trees() -> None:
    from moto.stepfunctions.parser.asl.parse.asl_parser import AmazonStateLanguageParser
    from moto.stepfunctions.parser.asl.parse.preprocessor import Preprocessor

    tree_of = cache(AmazonStateLanguageParser.parse)

    def parse(definition: str):
        _, tree = tree_of(definition)
        return Preprocessor().visit(tree), tree  # an execution's components are its own

    AmazonStateLanguageParser.parse = staticmethod(parse)
