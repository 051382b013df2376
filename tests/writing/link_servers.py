"""A web server on loopback whose addresses behave as the web does."""

import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MEGABYTE = b"x" * 1024 * 1024


class Answers(BaseHTTPRequestHandler):
    """`/status/404` answers 404; the other addresses are in `go`."""

    protocol_version = "HTTP/1.1"

    def do_HEAD(self):
        self.go()

    def do_GET(self):
        self.go()

    def go(self):
        self.server.asked.append(
            (self.command, self.path, time.monotonic(), dict(self.headers))
        )
        name = self.path.split("/")[1]
        getattr(self, f"go_{name}")()

    def answer(self, status, **headers):
        self.send_response(status)
        for header, value in headers.items():
            self.send_header(header.replace("_", "-"), value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def go_status(self):
        self.answer(int(self.path.split("/")[2]))

    def go_headless(self):
        """Knows no HEAD."""
        self.answer(405 if self.command == "HEAD" else 200)

    def go_busy(self):
        self.answer(429, Retry_After="120")

    def go_loop(self):
        self.answer(302, Location="/loop")

    def go_hop(self):
        self.answer(301, Location="/status/200")

    def go_to(self):
        """`/to/http://…` redirects there."""
        self.answer(302, Location=self.path.removeprefix("/to/"))

    def go_drip(self):
        """A byte of the headers now and then, without an end."""
        try:
            for letter in b"HTTP/1.1 200 OK\r\nX: " + b"y" * 1000:
                self.wfile.write(bytes([letter]))
                if self.server.over.wait(0.05):
                    break
        except OSError:
            pass
        self.close_connection = True

    def go_huge(self):
        """HEAD is refused; GET sends for as long as anybody reads."""
        if self.command == "HEAD":
            self.answer(405)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(MEGABYTE) * 1000))
        self.end_headers()
        try:
            for _ in range(1000):
                self.wfile.write(MEGABYTE)
                self.server.sent += len(MEGABYTE)
        except OSError:
            pass
        self.server.done.set()
        self.close_connection = True

    def log_message(self, *args):
        pass


@contextmanager
def serving(host="127.0.0.1"):
    """The server, with what it was asked in `asked` and its address in `url`."""
    server = ThreadingHTTPServer((host, 0), Answers)
    server.daemon_threads = True
    server.asked, server.sent = [], 0
    server.over, server.done = threading.Event(), threading.Event()
    server.url = f"http://{host}:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
        thread.join()
