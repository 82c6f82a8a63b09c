"""What moto works out anew for every request, though it cannot change: done once here.

Replaced in moto: to which service a host belongs (it lists its own folders and tries some hundred patterns, under a
lock that all requests take), whether an account has a service (a lock again), the actions of a class of responses, JSONPath
expressions (it makes the grammar's tables for each), and the syntax tree of a workflow. Together they took most of a
request's time.
"""

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
    _install_accounts(BackendDict)
    _install_syntax_trees()


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
