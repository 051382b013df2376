"""The frame's addresses that are not pages of the tree."""

from django.urls import path

from home import views

urlpatterns = [
    path("favicon.ico", views.favicon, name="favicon"),
    path("site.webmanifest", views.manifest, name="manifest"),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security, name="security"),
    path("media/images/<path:path>", views.rendition, name="rendition"),
]
