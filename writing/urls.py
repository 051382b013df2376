"""Addresses of the writing that are not pages of the tree."""

from django.urls import path
from wagtail.contrib.sitemaps.views import sitemap

from writing.feeds import TagFeed, WritingFeed

urlpatterns = [
    path("feed/", WritingFeed(), name="feed"),
    path("feed/<slug:slug>/", TagFeed(), name="tag_feed"),
    path("sitemap.xml", sitemap, name="sitemap"),
]
