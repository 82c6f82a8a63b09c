"""Hands one request of a front on to its docker-registry, and the answer back, as streams."""

import http.client

from . import faults

CHUNK = 1 << 18
_NOT_PASSED_UP = ("authorization", "host", "connection", "transfer-encoding")
_NOT_PASSED_DOWN = ("connection", "server", "date", "transfer-encoding")


def pass_up(handler, registry, manifest: bytes | None) -> http.client.HTTPResponse:
    """`manifest` is the body where it was read already; ConnectionError means that the registry is down.

    What comes on one connection goes on on one.
    """
    if handler.upstream is None:
        handler.upstream = http.client.HTTPConnection(*registry.upstream, timeout=300)
    upstream = handler.upstream
    upstream.putrequest(handler.command, handler.path, skip_host=True, skip_accept_encoding=True)
    for name, value in handler.headers.items():
        if name.lower() not in _NOT_PASSED_UP:
            upstream.putheader(name, value)
    upstream.putheader("Host", registry.host)
    upstream.putheader("X-Forwarded-Proto", "https")
    _pass_body_up(handler, upstream, manifest)
    return upstream.getresponse()


def _pass_body_up(handler, upstream, manifest: bytes | None) -> None:
    chunked = "chunked" in handler.headers.get("Transfer-Encoding", "").lower()
    if chunked:
        upstream.putheader("Transfer-Encoding", "chunked")
    upstream.endheaders()
    handler.body_was_read = True
    if manifest is not None:
        upstream.send(manifest)
    elif chunked:
        while True:
            size = int(handler.rfile.readline().split(b";")[0], 16)
            data = handler.rfile.read(size)
            handler.rfile.readline()
            upstream.send(b"%x\r\n%s\r\n" % (size, data))
            if size == 0:
                break
    else:
        left = int(handler.headers.get("Content-Length") or 0)
        while left > 0:
            data = handler.rfile.read(min(left, CHUNK))
            if not data:
                raise EOFError("the client went away")
            left -= len(data)
            upstream.send(data)


def pass_down(handler, registry, answer: http.client.HTTPResponse) -> None:
    handler.send_response(answer.status)
    for name, value in answer.headers.items():
        if name.lower() not in _NOT_PASSED_DOWN:
            handler.send_header(name, value)
    if answer.headers.get("Content-Length") is None and handler.command != "HEAD":
        handler.send_header("Connection", "close")
        handler.close_connection = True
    handler.end_headers()
    cut = None
    if handler.command == "GET" and answer.status == 200:
        cut = faults.take("cut", registry.host, handler.command, handler.path)
    left = cut["cut"] if cut else None
    while data := answer.read(CHUNK):
        if left is not None and len(data) > left:
            handler.wfile.write(data[:left])
            handler.wfile.flush()
            handler.close_connection = True
            handler.connection.close()
            return
        handler.wfile.write(data)
        if left is not None:
            left -= len(data)
