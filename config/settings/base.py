"""What is the same everywhere. Values that differ come from config/environment.py."""

import os
from typing import Any

from config.databases import postgresql, sqlite
from config.environment import (
    PROJECT,
    data_directory,
    database,
    mail,
    web_address,
    words,
)
from config.settings.security import *

BASE_DIR = PROJECT
DATA_DIR = data_directory()
# A PostgreSQL server, when one is named.
SERVER = database()

INSTALLED_APPS = [
    "search",
    "writing",
    "home",
    "wagtail.contrib.settings",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.sitemaps",
    "wagtail.contrib.redirects",
    "wagtail.contrib.search_promotions",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "wagtailmarkdown",
    "modelcluster",
    "taggit",
    "django_filters",
    "csp",
    "axes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    # Its lookups; importing them costs a start on SQLite 0.2 s for nothing.
    *(["django.contrib.postgres"] if SERVER else []),
]

MIDDLEWARE = [
    "home.middleware.keep_to_methods",
    "django.middleware.security.SecurityMiddleware",
    "home.security_headers.security_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Outside ConditionalGet: what it pads at random must not go into the ETag.
    "home.middleware.CompressionMiddleware",
    "home.middleware.caching_headers",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "home.middleware.ContentSecurityPolicyMiddleware",
    "home.admin_host.keep_to_hosts",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    # The answer to who guesses too often; the second counts what is no log-in.
    "axes.middleware.AxesMiddleware",
    "home.guesses.GuessLimitMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "home.context_processors.userbar",
            ],
        },
    },
]

DATABASES = {
    "default": postgresql(**SERVER) if SERVER else sqlite(DATA_DIR / "db.sqlite3")
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

AUTH_USER_MODEL = "home.User"
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Copies of papers, which are not ours to show: no address leads there.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": DATA_DIR / "private",
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "home.finders.JoinedSheetsFinder",
]
FRAME_SHEETS = [
    *("css/tokens.css", "css/fonts.css", "css/base.css", "css/frame.css"),
    *("css/masthead.css", "css/search-box.css", "css/verdict.css", "css/colophon.css"),
]
# What each kind of page loads in one file, in the order of the cascade.
STYLE_SHEETS = {
    "css/site.css": FRAME_SHEETS,
    "css/lists.css": [
        *("css/page-head.css", "css/sidebar.css", "css/entry.css"),
        *("css/pager.css", "css/files.css"),
    ],
    # Whole by itself: most readers come to a review first.
    "css/review.css": [
        *FRAME_SHEETS,
        *("css/review-head.css", "css/paper-card.css", "css/claim-table.css"),
        *("css/contents.css", "css/prose.css", "css/blocks/prose.css"),
        *("css/blocks/code.css", "css/blocks/table.css", "css/maths.css"),
        *("css/blocks/equation.css", "css/blocks/claim.css", "css/blocks/quote.css"),
        *("css/blocks/key-numbers.css", "css/blocks/figure.css"),
        *("css/blocks/callout.css", "css/blocks/chart.css", "css/popover.css"),
        *(
            "css/corrections.css",
            "css/references.css",
            "css/cite.css",
            "css/series.css",
            "css/related.css",
        ),
    ],
}
FILE_UPLOAD_PERMISSIONS = 0o644

# Whose word is taken for the address that a request came from; gunicorn knows the same.
TRUSTED_PROXIES = words("FORWARDED_ALLOW_IPS", "127.0.0.1")

# Limits on what a request may bring. A long review is about 60 kB of form data.
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

WAGTAIL_SITE_NAME = "Close Reading"
# Written out so that the type checker can see which model it is.
WAGTAIL_PAGE_MODEL = "wagtailcore.Page"
WAGTAILADMIN_BASE_URL = "http://127.0.0.1:8000"
WAGTAILSEARCH_BACKENDS = {
    # The second is PostgreSQL's; what SQLite does with words is in its own backend.
    "default": {
        "BACKEND": "search.backends.database",
        "SEARCH_CONFIG": "english_folded",
    },
}
WAGTAILIMAGES_IMAGE_MODEL = "home.EditorialImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "home.image_form.ImageForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILDOCS_EXTENSIONS = ["bib", "csv", "pdf", "txt"]
WAGTAILDOCS_DOCUMENT_FORM_BASE = "home.document_form.DocumentForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []
WAGTAILDOCS_CONTENT_TYPES = {"bib": "application/x-bibtex"}
# The CMS's own host and the readers' address, where the two differ.
ADMIN_HOST = ""
PUBLIC_URL = ""
# Readers of a restricted page sign in where editors do.
WAGTAIL_FRONTEND_LOGIN_URL = "/admin/login/"
LOGIN_REDIRECT_URL = "/"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILADMIN_UNSAFE_PAGE_DELETION_LIMIT = 1
TAGGIT_CASE_INSENSITIVE = True
TAGGIT_STRIP_UNICODE_WHEN_SLUGIFYING = True

# The stock toolbar's preview shows another Markdown engine's idea of the text, and its
# icon font is fetched from another host: the editor's own preview panel and
# writing/static/writing/js/markdown-editor.js take their places.
WAGTAILMARKDOWN = {"autodownload_fontawesome": False}

# Asked about papers that editors name; a mirror or a cache may stand in.
ARXIV_API_URL = web_address("ARXIV_API_URL", "https://export.arxiv.org/api/query")
CROSSREF_API_URL = web_address("CROSSREF_API_URL", "https://api.crossref.org")
# The desk: a review that was not revised for so many months is told of; how long a link
# check waits between two requests to a host, and which networks it may visit besides
# the public internet.
DESK_STALE_MONTHS = 12
LINK_CHECK_PAUSE = 1.0
LINK_CHECK_NETWORKS: list[str] = []
MAIL = mail(default="console:")
EMAIL_BACKEND = MAIL.backend
EMAIL_HOST = MAIL.host
EMAIL_PORT = MAIL.port
EMAIL_HOST_USER = MAIL.user
EMAIL_HOST_PASSWORD = MAIL.password
EMAIL_USE_TLS = MAIL.use_tls
EMAIL_USE_SSL = MAIL.use_ssl
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM") or "close-reading@localhost"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        # One line for each damaged entry; the import says what is wrong by itself.
        "bibtexparser": {"level": "ERROR"},
        # Anybody can send a foreign Host; a traceback for each would fill the disk.
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}
