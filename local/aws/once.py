"""What moto works out anew for every request, though it cannot change: done once here.

Replaced in moto: to which service a host belongs (it lists its own folders and tries some hundred patterns, under a
lock that all requests take), the actions of a class of responses, JSONPath expressions (it makes the grammar's tables
for each), and the syntax tree of a workflow. Together they took most of a request's time.
"""

from functools import cache


def install() -> None:
    from moto.core import responses
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication
    from moto.stepfunctions.parser.asl.utils import json_path

    DomainDispatcherApplication.get_backend_for_host = cache(DomainDispatcherApplication.get_backend_for_host)
    responses.method_names_from_class = cache(responses.method_names_from_class)
    json_path.parse = cache(json_path.parse)
    _install_syntax_trees()


def _install_syntax_trees() -> None:
    from moto.stepfunctions.parser.asl.parse.asl_parser import AmazonStateLanguageParser
    from moto.stepfunctions.parser.asl.parse.preprocessor import Preprocessor

    tree_of = cache(AmazonStateLanguageParser.parse)

    def parse(definition: str):
        _, tree = tree_of(definition)
        return Preprocessor().visit(tree), tree  # an execution's components are its own

    AmazonStateLanguageParser.parse = staticmethod(parse)
