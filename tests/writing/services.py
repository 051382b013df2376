"""arXiv and Crossref for tests: a real server on loopback, with recorded replies.

A test puts an answer under a path; what nobody put there is a 404.
"""

import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from urllib.parse import parse_qs, unquote, urlsplit

from writing.bibliography.lookup import Services

REPLIES = Path(__file__).parent / "replies"
ARXIV = "/api/query"


def reply(name):
    return (REPLIES / name).read_bytes()


@dataclass
class Answer:
    """What is sent; `pause` is how long each byte of the body waits for the last."""

    body: bytes = b""
    status: int = 200
    headers: dict = field(default_factory=dict)
    pause: float = 0


@dataclass
class Service:
    """A running server: its address, what it answers, and what it was asked."""

    url: str
    answers: dict = field(default_factory=dict)
    requests: list = field(default_factory=list)
    ended: Event = field(default_factory=Event)

    @property
    def services(self):
        return Services(f"{self.url}{ARXIV}", self.url, "Tests/1.0 (+http://localhost)")

    @property
    def asked(self):
        """The ids that arXiv was asked for, one list a request."""
        queries = [urlsplit(path).query for path, _ in self.requests]
        return [parse_qs(query)["id_list"][0] for query in queries if query]

    def answer(self, path, body=b"", **values):
        self.answers[path] = Answer(body, **values)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    service: Service

    def do_GET(self):
        self.service.requests.append((self.path, dict(self.headers)))
        path = unquote(urlsplit(self.path).path)
        answer = self.service.answers.get(path, Answer(b"Resource not found.", 404))
        headers = {"Content-Length": str(len(answer.body)), "Connection": "close"}
        try:
            self.send_response(answer.status)
            for name, value in {**headers, **answer.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.send_body(answer)
        except OSError:
            self.close_connection = True

    def send_body(self, answer):
        if not answer.pause:
            self.wfile.write(answer.body)
            return
        for byte in answer.body:
            if self.service.ended.wait(answer.pause):
                return
            self.wfile.write(bytes([byte]))
            self.wfile.flush()

    def log_message(self, *args):
        """Say nothing."""


@contextmanager
def serving():
    """A service while the block runs."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    service = Service(f"http://127.0.0.1:{server.server_port}")
    server.RequestHandlerClass = type("Bound", (Handler,), {"service": service})
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield service
    finally:
        service.ended.set()
        server.shutdown()
        server.server_close()
        thread.join()


def seconds(work):
    """What the work gives, and how long it took."""
    begun = time.monotonic()
    return work(), time.monotonic() - begun
