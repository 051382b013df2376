"""The sample library in a database of its own, as the tests make theirs."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

import django
from django.core.management import call_command


@contextmanager
def sample_library() -> Iterator[None]:
    """The library, published; the database is gone when the block ends."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    django.setup()
    from django.test.utils import (  # noqa: PLC0415
        setup_databases,
        teardown_databases,
    )

    made = setup_databases(verbosity=0, interactive=False)
    try:
        call_command("prepare_site")
        call_command("import_reviews", "content", publish=True, stdout=StringIO())
        yield
    finally:
        teardown_databases(made, verbosity=0)
