"""For the test suite: quick, and nothing outlives it."""

import atexit
import shutil
import tempfile
from pathlib import Path

from config.settings.base import *

SECRET_KEY = "a key for tests only, of fifty characters and a few more"
ALLOWED_HOSTS = ["*"]
DATA_DIR = Path(tempfile.mkdtemp(prefix="close-reading-tests-"))
MEDIA_ROOT = DATA_DIR / "media"
STORAGES["private"]["OPTIONS"]["location"] = DATA_DIR / "private"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir()
atexit.register(shutil.rmtree, DATA_DIR, ignore_errors=True)
# A file rather than memory: the browser tests' server runs in threads of its own.
# On PostgreSQL it is Django's usual name, beside the database that DATABASE_URL names.
DATABASES["default"]["TEST"] = {
    "NAME": None if ON_POSTGRESQL else DATA_DIR / "test.sqlite3"
}
if not ON_POSTGRESQL:
    # What is lost when the machine stops is no loss.
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# Hashing slowly on purpose is for real passwords.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
