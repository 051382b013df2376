"""A throw-away PostgreSQL, as deploy/postgresql makes it, that tests may stop."""

import shutil
import subprocess
import tempfile
from contextlib import contextmanager

from tests.servers import LONGEST, PROJECT

SCRIPT = PROJECT / "deploy/postgresql"


class Server:
    """The directory of one, and its DATABASE_URL once it was started."""

    def __init__(self, directory):
        self.directory = directory
        self.address = ""

    def start(self):
        started = subprocess.run(
            [SCRIPT, "start", self.directory],
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            timeout=LONGEST,
        )
        self.address = started.stdout.strip()

    def stop(self):
        """At once, as by a loss of power."""
        command = [SCRIPT, "stop", self.directory]
        subprocess.run(command, check=True, timeout=LONGEST)


@contextmanager
def throw_away():
    """One that runs until the block ends; it may be stopped and started within."""
    # Not below pytest's own folder, which the server's user may not enter.
    directory = tempfile.mkdtemp(prefix="close-reading-postgresql-")
    server = Server(directory)
    try:
        server.start()
        yield server
    finally:
        # It may be stopped already.
        subprocess.run([SCRIPT, "stop", directory], check=False, timeout=LONGEST)
        shutil.rmtree(directory)
