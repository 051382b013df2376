"""Where Prometheus reads the metrics: a port of its own, which no proxy leads to.

Workers count in files that they share the folder of. A worker counts in those of its
*slot*, which the one that takes its place goes on with: files that were named by
process would be more with each worker, and so would be what a reading costs.
"""

import os
import shutil
import socket
from collections.abc import Iterable
from functools import cache
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from prometheus_client import CollectorRegistry, MetricsHandler, values
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from prometheus_client.values import MultiProcessValue

SERVER = "server"


class MetricsPort:
    """The open port, and the files behind it; opened before a metric is made."""

    def __init__(self, address: str, port: int, folder: Path) -> None:
        # Bound first: who cannot have the port must not empty another's folder.
        self._listener = socket.create_server((address, port))
        self._folder = folder
        self._slot = SERVER
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, mode=0o700)
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)
        values.ValueClass = MultiProcessValue(lambda: self._slot)

    @property
    def address(self) -> tuple[str, int]:
        """Where it listens."""
        return self._listener.getsockname()

    def serve_from(self, slot: int) -> None:
        """Count as a worker from now on, and answer who asks."""
        self._slot = str(slot)
        Thread(target=self._serve, daemon=True).start()

    def left(self, slot: int) -> None:
        """Forget what was going on in a worker that is no more."""
        mark_process_dead(slot, str(self._folder))

    def _serve(self) -> None:
        from home.health.standing import Standing  # noqa: PLC0415

        registry = CollectorRegistry()
        MultiProcessCollector(registry, str(self._folder))
        registry.register(Standing())
        server = ThreadingHTTPServer(
            self.address, handler(registry), bind_and_activate=False
        )
        server.socket.close()
        server.socket = self._listener
        server.serve_forever()


@cache
def opened(address: str, port: int, folder: Path) -> MetricsPort:
    """The port, opened once: the server reads its settings again when told to."""
    return MetricsPort(address, port, folder)


def free_slot(taken: Iterable[Any]) -> int:
    """The lowest number that no living worker has."""
    used = {getattr(worker, "slot", 0) for worker in taken}
    return next(number for number in range(1, len(used) + 2) if number not in used)


def handler(registry: CollectorRegistry) -> type[MetricsHandler]:
    """What answers with all of a registry; who is slow to ask is let go."""
    return type("Reading", (MetricsHandler,), {"registry": registry, "timeout": 10})
