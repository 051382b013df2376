"""The frame's addresses that are not pages of the tree."""

from django.urls import path

from home import views

urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security, name="security"),
    path("media/images/<path:path>", views.rendition, name="rendition"),
]
