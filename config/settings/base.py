"""What is the same everywhere. Values that differ come from config/environment.py."""

from config import caches, logs, storages, unshown
from config.databases import databases
from config.environment import (
    PROJECT,
    addresses,
    bucket,
    cache_url,
    choice,
    data_directory,
    mail,
    number,
    value,
    web_address,
    words,
)
from config.settings.security import *

BASE_DIR = PROJECT
DATA_DIR = data_directory()
DATABASES = databases(DATA_DIR / "db.sqlite3")
ON_POSTGRESQL = DATABASES["default"]["ENGINE"].endswith("postgresql")
REPLICAS = [alias for alias in DATABASES if alias != "default"]
DATABASE_ROUTERS = ["home.replicas.ReplicaRouter"] if REPLICAS else []

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
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    # Its lookups; importing them costs a start on SQLite 0.2 s for nothing.
    *(["django.contrib.postgres"] if ON_POSTGRESQL else []),
]

MIDDLEWARE = [
    "home.health.probes.probes",
    # Outside of all that may answer or fail: what it counts is what readers get.
    "home.health.observing.observe",
    "home.middleware.keep_to_methods",
    "django.middleware.security.SecurityMiddleware",
    "home.security.headers.security_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Outside whatever reads the database: a page and its generation come from one.
    *(["home.replicas.read_from_replicas"] if REPLICAS else []),
    # Outside ConditionalGet: what it pads at random must not go into the ETag.
    "home.middleware.CompressionMiddleware",
    "home.middleware.caching_headers",
    "django.middleware.http.ConditionalGetMiddleware",
    # Inside of what every answer goes through, outside of what makes a page.
    "home.page_cache.middleware.PageCacheMiddleware",
    "home.middleware.known_addresses",
    "django.contrib.sessions.middleware.SessionMiddleware",
    # Before anything opens the session.
    "home.security.sessions.tell_use",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Before anything asks who is signed in.
    "home.security.second_factor.gate.keep_at_the_door",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "home.middleware.ContentSecurityPolicyMiddleware",
    "home.security.admin_host.keep_to_hosts",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    # The answer to who guesses too often; the second counts what is no log-in.
    "axes.middleware.AxesMiddleware",
    "home.security.guesses.GuessLimitMiddleware",
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

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHE_URL = cache_url()
CACHES = {
    "default": caches.redis(CACHE_URL)
    if CACHE_URL
    else caches.files(DATA_DIR / "cache")
}
# Nothing below these is kept: it is one person's, or answers one question of many.
UNKEPT_PATHS = (
    *("/admin/", "/documents/", "/draft/", "/search/", "/media/", "/static/"),
    "/_util/",
    *("/healthz", "/readyz", "/metrics"),
)
# What an address may ask of a page after the question mark; all else changes nothing.
KNOWN_PARAMETERS = {
    *("page", "depth", "found"),
    *("q", "verdict", "tag", "paper", "year", "changed"),
}
UNSHOWN_MODELS = unshown.MODELS
UNSHOWN_COLUMNS = unshown.COLUMNS

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
BUCKET = bucket()
# Without these, boto3 looks where it usually does: a role, a file of its own.
AWS_ACCESS_KEY_ID = value("AWS_ACCESS_KEY_ID") or None
AWS_SECRET_ACCESS_KEY = value("AWS_SECRET_ACCESS_KEY") or None
STORAGES = {
    **(storages.s3(BUCKET) if BUCKET else storages.files(DATA_DIR)),
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
TRUSTED_PROXIES = addresses("FORWARDED_ALLOW_IPS", "127.0.0.1")

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
# Whether who has no second factor may use the CMS all the same.
SECOND_FACTOR = choice("SECOND_FACTOR", "offered", among=("offered", "required"))
OTP_TOTP_ISSUER = WAGTAIL_SITE_NAME
# Nobody guesses 120 bits: a wait would only keep a person out whose password got lost.
OTP_STATIC_THROTTLE_FACTOR = 0
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
DEFAULT_FROM_EMAIL = value("EMAIL_FROM", "close-reading@localhost")

# Log lines for people or for machines; a line for each request, in a file or on “-”.
LOG_FORMAT = choice("LOG_FORMAT", "line", among=tuple(logs.SHAPES))
ACCESS_LOG = value("ACCESS_LOG")
LOG_ADDRESSES = choice("LOG_ADDRESSES", "no", among=("no", "yes")) == "yes"
# Below these, an address itself lets somebody in: no log has the rest of it.
SECRET_PATHS = ["/draft/", "/admin/password_reset/confirm/"]
LOGGING = logs.settings(LOG_FORMAT, ACCESS_LOG, SECRET_PATHS)
# A request that takes longer is written down with its slowest queries.
SLOW_REQUEST_MS = number("SLOW_REQUEST_MS", 1000, most=3_600_000)
# What /readyz needs, and what it only tells of: such as the cache that all nodes share.
READY_FREE_MB = number("READY_FREE_MB", 100, most=1_000_000)
READY_WITHOUT = words("READY_WITHOUT")
