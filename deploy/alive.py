"""Exits with 0 when the server on this machine answers: for a container's health."""

import os
import sys
from http import HTTPStatus
from http.client import HTTPConnection
from urllib.parse import urlsplit

PATIENCE = 4


def status() -> int:
    """What /healthz answers to who asks as the proxy would."""
    public = urlsplit(os.environ.get("PUBLIC_URL", "http://127.0.0.1"))
    headers = {"Host": public.netloc, "X-Forwarded-Proto": public.scheme}
    port = int(os.environ.get("PORT", "8000"))
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", "/healthz", headers=headers)
        return connection.getresponse().status
    except OSError:
        return HTTPStatus.SERVICE_UNAVAILABLE
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(status() != HTTPStatus.OK)
