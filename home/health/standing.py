"""Metrics that are read off when they are asked for, and not counted up."""

import platform
from collections.abc import Iterator
from pathlib import Path

import django
import wagtail
from django.conf import settings
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector

# In DATA_DIR; manage.py backup writes it when a backup is complete.
STAMP = "last-backup.json"


class Standing(Collector):
    """What is served, and when it was last saved."""

    def collect(self) -> Iterator[Metric]:
        yield InfoMetricFamily(
            "build",
            "What is running.",
            value={
                "django": django.get_version(),
                "wagtail": wagtail.__version__,
                "python": platform.python_version(),
                "database": settings.DATABASES["default"]["ENGINE"].rpartition(".")[2],
            },
        )
        if saved := last_backup():
            yield GaugeMetricFamily(
                "last_backup_timestamp_seconds",
                "When the last backup was complete.",
                value=saved,
            )


def last_backup() -> float | None:
    """When the last backup was complete, by the age of the file that tells of it."""
    try:
        return Path(settings.DATA_DIR, STAMP).stat().st_mtime
    except OSError:
        return None
