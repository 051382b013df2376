"""A plain Wagtail blog: `wagtail start`, and the blog of Wagtail's tutorial in it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

NAME = "plainblog"
SETTINGS = f"{NAME}.settings.production"
LONGEST = 3600

# As the tutorial has them, without pictures and authors. Its index shows every post,
# and whole; here it shows twenty by their introductions, as a blog of some age would.
MODELS = """
from django import forms
from django.core.paginator import Paginator
from django.db import models
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index


def page_of(request, posts):
    return Paginator(posts, 20).get_page(request.GET.get("page"))


class BlogIndexPage(Page):
    intro = RichTextField(blank=True)
    content_panels = Page.content_panels + ["intro"]

    def get_context(self, request):
        context = super().get_context(request)
        posts = BlogPage.objects.child_of(self).live().order_by("-first_published_at")
        context["blogpages"] = page_of(request, posts)
        return context


class BlogPageTag(TaggedItemBase):
    content_object = ParentalKey(
        "BlogPage", related_name="tagged_items", on_delete=models.CASCADE
    )


class BlogPage(Page):
    date = models.DateField("Post date")
    intro = models.CharField(max_length=250)
    body = RichTextField(blank=True)
    tags = ClusterTaggableManager(through=BlogPageTag, blank=True)
    search_fields = Page.search_fields + [
        index.SearchField("intro"),
        index.SearchField("body"),
    ]
    content_panels = Page.content_panels + ["date", "tags", "intro", "body"]


class BlogTagIndexPage(Page):
    def get_context(self, request):
        tag = request.GET.get("tag")
        context = super().get_context(request)
        posts = BlogPage.objects.filter(tags__name=tag).order_by("-first_published_at")
        context["blogpages"] = page_of(request, posts)
        return context
"""
HEAD = """{% extends "base.html" %}
{% load wagtailcore_tags %}
{% block content %}
"""
LISTED = """{% for post in blogpages %}
<h2><a href="{% pageurl post %}">{{ post.title }}</a></h2>
<p>{{ post.specific.intro }}</p>
{% endfor %}
{% endblock %}
"""
TEMPLATES = {
    "blog_index_page": f"{HEAD}<h1>{{{{ page.title }}}}</h1>\n{LISTED}",
    "blog_tag_index_page": f"{HEAD}<p>Tag: {{{{ request.GET.tag }}}}</p>\n{LISTED}",
    "blog_page": HEAD
    + """<h1>{{ page.title }}</h1>
<p class="meta">{{ page.date }}</p>
<div class="intro">{{ page.intro }}</div>
{{ page.body|richtext }}
{% with tags=page.tags.all %}{% if tags %}
<h3>Tags</h3>
{% for tag in tags %}
<a href="{% slugurl 'tags' %}?tag={{ tag }}"><button>{{ tag }}</button></a>
{% endfor %}
{% endif %}{% endwith %}
<p><a href="{{ page.get_parent.url }}">Return to blog</a></p>
{% endblock %}
""",
}
PRODUCTION = """
from .base import *

DEBUG = False
SECRET_KEY = "only-for-a-measurement-on-this-machine-and-nothing-else"
ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
INSTALLED_APPS = ["blog", *INSTALLED_APPS]
STORAGES["staticfiles"]["BACKEND"] = (
    "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
)
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["OPTIONS"] = {
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA mmap_size=134217728;",
}
"""
# Rows in bulk, then one pass of the index: saving each page takes too long.
FILL = """
import os, sys
from datetime import datetime, timedelta, UTC
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models.sql import InsertQuery
from blog.models import BlogIndexPage, BlogPage, BlogPageTag, BlogTagIndexPage
from taggit.models import Tag
from wagtail.models import Page
from home.models import HomePage

home, count, body = HomePage.objects.get(), int(os.environ["COUNT"]), sys.stdin.read()
index = home.add_child(instance=BlogIndexPage(title="Blog", slug="blog"))
home.add_child(instance=BlogTagIndexPage(title="Tags", slug="tags"))
kind = ContentType.objects.get_for_model(BlogPage)
tag = Tag.objects.create(name="messaging", slug="messaging")
now = datetime.now(UTC)


def page(number):
    slug, title = f"post-{number}", f"Post {number}"
    published = now - timedelta(hours=number)
    return Page(
        path=index._get_path(index.path, index.depth + 1, number),
        depth=index.depth + 1, locale_id=index.locale_id, content_type=kind,
        title=title, draft_title=title, slug=slug, url_path=f"{index.url_path}{slug}/",
        first_published_at=published, last_published_at=published,
    )


def insert(rows):
    query = InsertQuery(BlogPage)
    query.insert_values(BlogPage._meta.local_concrete_fields, rows)
    query.get_compiler(connection=connection).execute_sql()


for start in range(1, count + 1, 250):
    with transaction.atomic():
        numbers = range(start, min(start + 250, count + 1))
        pages = Page.objects.bulk_create(map(page, numbers))
        insert([
            BlogPage(page_ptr_id=one.pk, date=now.date(), intro=one.title, body=body)
            for one in pages
        ])
        BlogPageTag.objects.bulk_create(
            BlogPageTag(content_object_id=one.pk, tag=tag)
            for one in pages if one.pk % 4 == 0
        )
Page.objects.filter(pk=index.pk).update(numchild=count)
"""


def build(folder: Path, article: str, count: int) -> dict[str, str]:
    """A blog with so many posts, all with one text; gives the paths to measure."""
    folder.mkdir()
    run(folder, ["-m", "wagtail.bin.wagtail", "start", NAME, "."])
    write(folder)
    manage(folder, "makemigrations", "blog")
    manage(folder, "migrate", "--verbosity", "0")
    manage(folder, "collectstatic", "--no-input", "--verbosity", "0")
    fill = ["manage.py", "shell", "--no-imports", "-c", FILL]
    run(folder, fill, article, COUNT=str(count))
    manage(folder, "update_index", "--verbosity", "0")
    return {
        "review": "/blog/post-1/",
        "index": "/blog/",
        "tag": "/tags/?tag=messaging",
        "search": "/search/?query=model",
    }


def write(folder: Path) -> None:
    """The blog's own files beside those that `wagtail start` made."""
    templates = folder / "blog/templates/blog"
    templates.mkdir(parents=True)
    (folder / "blog/__init__.py").touch()
    (folder / "blog/models.py").write_text(MODELS)
    for name, text in TEMPLATES.items():
        (templates / f"{name}.html").write_text(text)
    (folder / NAME / "settings/production.py").write_text(PRODUCTION)


def manage(folder: Path, *command: str) -> None:
    """A command of the blog's own."""
    run(folder, ["manage.py", *command])


def run(folder: Path, command: list[str], given: str = "", **told: str) -> None:
    """Python in the blog's folder; leaves with what it said when it fails."""
    ended = subprocess.run(  # noqa: S603
        [sys.executable, *command],
        cwd=folder,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": SETTINGS, **told},
        input=given,
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST,
    )
    if ended.returncode:
        sys.exit(f"The plain blog could not be built: {ended.stderr}")
