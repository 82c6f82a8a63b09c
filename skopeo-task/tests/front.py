#!/usr/bin/env python3
"""Stands before a registry (plain HTTP), passes requests on, and fails as it is told.

front.py PORT_FILE TARGET [RULE...]

A rule is 'METHOD PATH TIMES WHAT': a request whose path matches PATH (a regular expression) meets WHAT
for the first TIMES times: 'STATUS MESSAGE', 'hang' (no answer ever), or 'cut' (half of the body, then the end). The
message of 307 is the server that it is sent to, that of 401 the challenge. With BURST/CLOCK for TIMES it meets WHAT
whenever a token bucket is empty, which holds BURST tokens and gets one for each second of the clock in the file CLOCK.
The port it got is written to PORT_FILE when it listens; each request is a line on standard output, which says whether it
came with a login.
"""

import http.client
import http.server
import json
import re
import sys
import threading
import time
import urllib.parse

port_file, target, *rules = sys.argv[1:]
rules = [dict(zip(("method", "path", "times", "what"), rule.split(" ", 3))) for rule in rules]
lock = threading.Lock()


class Times:
    def __init__(self, left):
        self.left = left

    def another(self):
        self.left -= 1
        return self.left >= 0


class Bucket:
    def __init__(self, burst, clock):
        self.burst = self.tokens = burst
        self.clock = clock
        self.filled = self.now()

    def now(self):
        with open(self.clock) as file:
            return int(file.read())

    def another(self):
        now = self.now()
        self.tokens = min(self.burst, self.tokens + now - self.filled)
        self.filled = now
        empty = self.tokens == 0
        self.tokens -= not empty
        return empty


for rule in rules:
    number, _, clock = rule["times"].partition("/")
    rule["times"] = Bucket(int(number), "/" + clock) if clock else Times(int(number))


class Front(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def handle_any(self):
        login = " with a login" if self.headers.get("Authorization") else ""
        sys.stdout.write(f"{self.command} {self.path}{login}\n")  # in one piece: requests come side by side
        sys.stdout.flush()
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        what = self.fault()
        if what == "hang":
            time.sleep(3600)
        elif what and what != "cut":
            status, message = what.split(" ", 1)
            code = "TOOMANYREQUESTS" if status == "429" else "UNKNOWN"
            error = {"errors": [{"code": code, "message": message}]}
            headers = {"Content-Type": "application/json", "Retry-After": "0"}  # skopeo's own retries need not wait
            if status == "307":
                headers["Location"] = message + self.path
            if status == "401":
                headers["WWW-Authenticate"] = message
            self.answer(int(status), headers, json.dumps(error).encode())
        else:
            self.answer(*self.passed_on(body), cut=what == "cut")

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = handle_any

    def fault(self):
        with lock:
            for rule in rules:
                if rule["method"] == self.command and re.search(rule["path"], self.path) and rule["times"].another():
                    return rule["what"]
        return None

    def passed_on(self, body):
        registry = http.client.HTTPConnection(urllib.parse.urlsplit(target).netloc)
        registry.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
        for name, value in self.headers.items():  # Accept comes several times; Host stays, so that Location leads back here
            registry.putheader(name, value)
        registry.endheaders(body)
        answer = registry.getresponse()
        kept = {name: value for name, value in answer.getheaders() if name not in ("Date", "Connection")}
        return answer.status, kept, answer.read()

    def answer(self, status, headers, body, cut=False):
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if cut else body)
        if cut:
            self.close_connection = True


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Front)
with open(port_file, "w") as file:
    file.write(f"{server.server_port}\n")
server.serve_forever()
