"""A gunicorn worker in which a slow client holds no thread.

gunicorn's own gives a connection to a thread when its first byte is there, and the
thread then waits for the rest of the request as long as the client likes: as many slow
clients as there are threads shut out everybody. Here a thread gets a request whose
head is whole. A body that stalls is given up; nginx in front takes whole bodies.
"""

from __future__ import annotations

import socket
import struct
import time
from functools import partial
from selectors import EVENT_READ

from gunicorn.workers.gthread import TConn, ThreadWorker

HEAD_ENDS = b"\r\n\r\n"
# Longer heads are refused by gunicorn, which is then to say so.
LONGEST_HEAD = 65_536
SECONDS_FOR_HEAD = 10
SECONDS_BETWEEN_BYTES = 20


class PatientWorker(ThreadWorker):
    """Waits for requests' heads in its one loop, of which a thread does not wait."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.begun: list[TConn] = []

    def enqueue_req(self, conn: TConn) -> None:
        """Called for each new connection, and for each further request of one."""
        if conn.initialized or conn.data_ready:
            super().enqueue_req(conn)
            return
        seconds = struct.pack("ll", SECONDS_BETWEEN_BYTES, 0)
        conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, seconds)
        conn.sock.setblocking(False)
        conn.timeout = time.monotonic() + SECONDS_FOR_HEAD
        self.pending_conns.append(conn)
        readable = partial(self.on_pending_socket_readable, conn)
        self.poller.register(conn.sock, EVENT_READ, readable)

    def on_pending_socket_readable(self, conn: TConn, client: socket.socket) -> None:
        """Some of a head is there: look again in a while if it is not all."""
        self.poller.unregister(client)
        self.pending_conns.remove(conn)
        self.hand_over_or_wait(conn)

    def hand_over_or_wait(self, conn: TConn) -> None:
        if head_is_whole(conn.sock):
            conn.data_ready = True
            super().enqueue_req(conn)
        else:
            self.begun.append(conn)

    def murder_pending(self) -> None:
        """Called about once a second."""
        super().murder_pending()
        begun, self.begun = self.begun, []
        for conn in begun:
            if conn.timeout < time.monotonic():
                self.nr_conns -= 1
                conn.close()
            else:
                self.hand_over_or_wait(conn)


def head_is_whole(sock: socket.socket) -> bool:
    """Whether a thread would not have to wait for more of the request's head."""
    try:
        told = sock.recv(LONGEST_HEAD, socket.MSG_PEEK | socket.MSG_DONTWAIT)
    except BlockingIOError:
        return False
    except OSError:
        # Broken off: a thread finds out the same, and closes it.
        return True
    return not told or HEAD_ENDS in told or len(told) >= LONGEST_HEAD
