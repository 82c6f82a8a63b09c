"""Which class of moto's responses a call goes to.

Replaced in moto: Flask, for the protocols that name the operation in a header. Their calls all have the same path, and to look
for it, with a context for every request, took as long as the answer.
"""

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Request, Response


def application() -> "Dispatcher":
    return Dispatcher(create_backend_app)


class Dispatcher(DomainDispatcherApplication):
    def __call__(self, environ, start_response):
        if "HTTP_X_AMZ_TARGET" not in environ:
            return super().__call__(environ, start_response)
        request = Request(environ)
        root = next(iter(self.get_application(environ).view_functions.values()))
        try:
            status, headers, body = root.callback(request, request.url, dict(request.headers))
            answer = Response(body, status, headers)
        except HTTPException as error:
            answer = error.get_response(environ)
        return answer(environ, start_response)
