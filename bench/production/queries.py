"""Prints how many queries each path takes once it was asked for before, as JSON.

Run in the folder of whichever Django project it is about, so it imports no other.
"""

import json
import sys
from typing import Any

import django
from django.db import connection
from django.test import Client

OK = 200


def counted(client: Client, path: str) -> int:
    """The queries of one request."""
    asked = 0

    def count(execute: Any, *call: Any) -> Any:
        nonlocal asked
        asked += 1
        return execute(*call)

    with connection.execute_wrapper(count):
        response = client.get(path)
        # A feed may be made while it is sent.
        b"".join(response) if response.streaming else response.content
    if response.status_code != OK:
        sys.exit(f"{path} answers {response.status_code}.")
    return asked


def main() -> None:
    """Ask twice, and count the second time."""
    django.setup()
    client = Client(headers={"host": "127.0.0.1"})
    for path in sys.argv[1:]:
        client.get(path)
    counts = {path: counted(client, path) for path in sys.argv[1:]}
    sys.stdout.write(json.dumps(counts))


if __name__ == "__main__":
    main()
