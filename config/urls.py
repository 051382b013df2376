"""Every address of the site: what isn't listed here is a page of the tree."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

import home.security.second_factor.urls
import home.urls
import search.urls
import writing.urls

urlpatterns = [
    # Before the CMS, which answers whatever else is below its address.
    path("", include(home.security.second_factor.urls)),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include(home.urls)),
    path("", include(search.urls)),
    path("", include(writing.urls)),
    path("", include(wagtail_urls)),
]
