"""nginx in front of an installation, as deploy/nginx sets it up."""

import os
import re
import subprocess
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse

from tests.servers import PROJECT, free_ports, until

LOCATION = re.compile(r"<loc>https?://[^/]+(/[^<]*)</loc>")


class Front:
    """The directory of one nginx, and what it answers."""

    def __init__(self, directory, installation):
        self.directory = directory
        self.installation = installation
        self.port, self.plain_port = free_ports(2)
        self.host = f"127.0.0.1:{self.port}"

    def run(self, command, **changes):
        kept = {name: os.environ[name] for name in ("PATH", "HOME")}
        told = {
            "DATA_DIR": str(self.installation.data),
            "PUBLIC_URL": f"http://{self.host}",
            "APPLICATION": f"127.0.0.1:{self.installation.port}",
            **changes,
        }
        return subprocess.run(
            ["deploy/nginx", command, str(self.directory)],
            cwd=PROJECT,
            env=kept | told,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    @contextmanager
    def running(self, **changes):
        ended = self.run("start", **changes)
        assert ended.returncode == 0, ended.stderr
        try:
            until((self.directory / "nginx.pid").read_text)
            yield self
        finally:
            self.run("stop")

    def ask(self, path, method="GET", source="127.0.0.1", body=None, **headers):
        """The answer, its body read into `content`."""
        sent = {"Host": self.host} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        connection = HTTPConnection(
            "127.0.0.1", self.port, timeout=30, source_address=(source, 0)
        )
        connection.request(method, path, body=body, headers=sent)
        answer: HTTPResponse = connection.getresponse()
        answer.content = answer.read()
        connection.close()
        return answer

    def pages(self):
        """The paths of all public pages, and of what is made of several."""
        sitemap = self.ask("/sitemap.xml").content.decode()
        return [
            *LOCATION.findall(sitemap),
            *("/feed/", "/feed.json", "/search/?q=kafka", "/robots.txt"),
        ]
