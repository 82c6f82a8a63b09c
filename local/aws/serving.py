"""The HTTP server of the API: connections last, as those to AWS do.

Werkzeug's own handler closes each connection after one answer, and looks for 10 ms whether more has come, because an
application may leave a part of a request unread. Here the whole request is read first.
"""

from io import BytesIO

from werkzeug.serving import BaseWSGIServer, DechunkedInput, WSGIRequestHandler, make_server
from werkzeug.wrappers import Response

# Longer than clients keep a connection that they do not use: Java five seconds.
IDLE_S = 60


def server(port: int, application) -> BaseWSGIServer:
    return make_server("127.0.0.1", port, application, threaded=True, request_handler=Handler)


class Handler(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 16  # headers and body are one packet
    timeout = IDLE_S

    def run_wsgi(self) -> None:
        environ = self.make_environ()
        environ["wsgi.input"] = BytesIO(self._body())
        answer = Response.from_app(self.server.app, environ, buffered=True)
        body = answer.get_data()
        self.send_response(answer.status_code)
        answer.headers.setdefault("Content-Length", str(len(body)))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _body(self) -> bytes:
        if "chunked" in self.headers.get("Transfer-Encoding", "").lower():
            return DechunkedInput(self.rfile).read()
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def log_request(self, code="-", size="-"):
        if str(code).startswith(("4", "5")):
            self.log("info", '"%s" %s', self.requestline, code)
