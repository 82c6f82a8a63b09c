"""Which class of moto's responses a call goes to.

Replaced in moto: Flask, for the protocols that name the operation in a header. Their calls all have the path /, and to
look for it, with a context for every request, took as long as the answer.
"""

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.wrappers import Request, Response


def application() -> "Dispatcher":
    return Dispatcher(create_backend_app)


class Dispatcher(DomainDispatcherApplication):
    def __call__(self, environ, start_response):
        if "HTTP_X_AMZ_TARGET" in environ:
            return self._answer(environ, start_response)
        return super().__call__(environ, start_response)

    @Request.application
    def _answer(self, request: Request) -> Response:
        root = next(iter(self.get_application(request.environ).view_functions.values()))
        status, headers, body = root.callback(request, f"http://{request.host}/", dict(request.headers))
        return Response(body, status, headers)
