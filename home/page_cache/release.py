"""What tells one release of the code from another."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings

FOLDERS = ["config", "home", "search", "writing", "templates"]
SUFFIXES = {".py", ".html", ".txt", ".css", ".js", ".csl"}


@cache
def fingerprint() -> str:
    """A digest of all that makes pages beside the database.

    By content, so that machines with one release share what they keep.
    """
    digest = hashlib.blake2b(digest_size=8)
    root = Path(settings.BASE_DIR)
    files = [root / "requirements.lock"]
    for folder in FOLDERS:
        files += sorted(
            path for path in (root / folder).rglob("*") if path.suffix in SUFFIXES
        )
    for path in files:
        digest.update(f"{path.relative_to(root)}\0".encode())
        digest.update(path.read_bytes())
    for name in ("STATIC_URL", "MEDIA_URL", "WAGTAILADMIN_BASE_URL"):
        digest.update(f"{getattr(settings, name)}\0".encode())
    return digest.hexdigest()
