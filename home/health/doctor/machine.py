"""Whether what stands around the site is well: cache, clock, backups, services."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_hex

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from wagtail.models import Page

from home.health.doctor.examining import Finding, examines, fault, warning
from home.health.standing import STAMP, last_backup

OLDEST_BACKUP = timedelta(days=2)
# How far the clocks of two machines may be apart.
APART = timedelta(minutes=5)
SERVICES = ("close-reading", "nginx", "postgresql", "redis", "valkey")
READ = (
    "import django; django.setup(); import sys;"
    "from django.core.cache import cache; sys.stdout.write(str(cache.get(sys.argv[1])))"
)


@examines("cache", seconds=40)
def cache_is_shared() -> Iterator[Finding]:
    """What one process stores, another one finds."""
    key, value = f"doctor-{token_hex(8)}", token_hex(8)
    cache.set(key, value, timeout=60)
    if cache.get(key) != value:
        yield fault(
            "The cache did not give back what it was given: every page is made anew.",
            "See whether DATA_DIR can be written to, or CACHE_URL's server answers.",
        )
        return
    ended = subprocess.run(  # noqa: S603
        [sys.executable, "-c", READ, key],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    cache.delete(key)
    if ended.stdout != value:
        yield fault(
            "What one process stores in the cache another one does not find: workers "
            "answer differently, and log-ins are throttled by each for itself.",
            "Use the cache in DATA_DIR, or set CACHE_URL; memory is no place for it.",
        )


@examines("clock")
def clock_is_right() -> Iterator[Finding]:
    """Nothing was published later than now, by this machine's clock."""
    newest = Page.objects.filter(last_published_at__isnull=False).order_by(
        "-last_published_at"
    )
    last = newest.values_list("last_published_at", flat=True).first()
    if last and last > timezone.now() + APART:
        yield fault(
            f"A page was published at {last:%Y-%m-%d %H:%M} UTC, which is yet to come: "
            "the clock of this machine is slow, or another's was fast.",
            "Set the clock, and have it kept: apt-get install systemd-timesyncd.",
        )
    code = Path(__file__).stat().st_mtime
    if datetime.fromtimestamp(code, UTC) > datetime.now(UTC) + APART:
        yield fault(
            "The code on this machine is from the future, by its clock.",
            "Set the clock: sessions, the schedule and TLS go by it.",
        )


@examines("backups")
def backups_are_made() -> Iterator[Finding]:
    """When the last one was complete, and whether it can still be read."""
    made = last_backup()
    if made is None:
        yield warning(
            "No backup was ever completed here.",
            "Run manage.py backup every night, and keep the files elsewhere.",
        )
        return
    age = timezone.now() - datetime.fromtimestamp(made, UTC)
    if age > OLDEST_BACKUP:
        yield fault(
            f"The last backup is {age.days} days old.",
            "See why the nightly run of manage.py backup fails.",
        )
    told = json.loads(Path(settings.DATA_DIR, STAMP).read_text())
    if told["missing"]:
        yield fault(
            f"The last backup lacks {told['missing']} files that were not in the "
            "storage.",
            "See what is said of images and documents.",
        )
    yield from cannot_be_read(Path(told["file"]), told["bytes"])


def cannot_be_read(path: Path, size: int) -> Iterator[Finding]:
    """By its size; what is in it is read by “manage.py backup --verify”."""
    if not path.is_file():
        yield warning(
            f"The last backup is not at {path} any more.",
            "Nothing is wrong if it was moved to a safe place on purpose.",
        )
    elif path.stat().st_size != size or not os.access(path, os.R_OK):
        yield fault(
            f"The last backup, {path}, is not as it was made, or can't be read.",
            "Make another; see who writes to that place.",
        )


@examines("services")
def services_run() -> Iterator[Finding]:
    """Debian's, where systemd keeps them."""
    if not Path("/run/systemd/system").is_dir() or not shutil.which("systemctl"):
        return
    ended = subprocess.run(
        ["systemctl", "list-units", "--failed", "--plain", "--no-legend"],  # noqa: S607
        capture_output=True,
        text=True,
        timeout=15,
        check=False,
    )
    failed = [line.split()[0] for line in ended.stdout.splitlines() if line.strip()]
    for unit in filter(lambda name: name.startswith(SERVICES), failed):
        yield fault(
            f"The service {unit} has failed.",
            f"See journalctl -u {unit}, then systemctl restart {unit}.",
        )
