"""For a public site behind TLS. A missing value stops the start, not a visitor."""

from urllib.parse import urlsplit

from config.environment import public_url, required, value, words
from config.settings.base import *

DEBUG = False
SECRET_KEY = required("SECRET_KEY")
PUBLIC_URL = public_url()
ALLOWED_HOSTS = words("ALLOWED_HOSTS") or [urlsplit(PUBLIC_URL).hostname or ""]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
WAGTAILADMIN_BASE_URL = PUBLIC_URL
ADMIN_HOST = value("ADMIN_HOST").lower()
if ADMIN_HOST:
    WAGTAILADMIN_BASE_URL = f"https://{ADMIN_HOST}"
    ALLOWED_HOSTS.append(ADMIN_HOST)
    CSRF_TRUSTED_ORIGINS.append(WAGTAILADMIN_BASE_URL)
    # Readers of a restricted page don't come to the CMS's host.
    WAGTAIL_FRONTEND_LOGIN_URL = "/_util/login/"

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
# Browsers take a cookie of such a name over TLS only, for this host and all its paths.
SESSION_COOKIE_NAME = "__Host-sessionid"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrftoken"
CSRF_COOKIE_SECURE = True

STORAGES["staticfiles"] = {
    "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
}
