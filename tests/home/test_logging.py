"""A log line tells what happened, for which request, and nothing that is private."""

import json
import logging
import sys

import pytest
from django.db import connection
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.urls import path

from config.urls import urlpatterns as site_urls
from home.health import queries
from home.health.answering import WELL_FORMED, begin
from home.health.log_lines import JsonLine, Line

pytestmark = pytest.mark.django_db

SECRETS = ["/draft/"]
# What each request asks beside its view: which site it is for, and where pages begin.
FRAME = 2


def failing(request):
    raise RuntimeError("A pipe burst.")


def asking(request):
    with connection.cursor() as cursor:
        for number in range(7):
            cursor.execute(f"SELECT 'private words', {number}, %s", ["secret"])
    return HttpResponse(b"four", headers={"Content-Length": "4"})


def missing(request):
    raise Http404


urlpatterns = [
    path("failing/", failing),
    path("asking/", asking, name="asking"),
    path("missing/", missing),
    *site_urls,
]


@pytest.fixture
def lines(monkeypatch, settings):
    """What is logged from now on, as the settings' JSON."""
    settings.ROOT_URLCONF = __name__
    written = []
    shape = JsonLine(SECRETS)

    class Kept(logging.Handler):
        def emit(self, record):
            written.append(json.loads(shape.format(record)))

    kept = Kept()
    access = logging.getLogger("home.access")
    monkeypatch.setattr(access, "level", logging.INFO)
    access.manager._clear_cache()
    for name in ("", "home.access"):
        logging.getLogger(name).addHandler(kept)
    yield written
    for name in ("", "home.access"):
        logging.getLogger(name).removeHandler(kept)
    access.manager._clear_cache()


def access_lines(lines):
    return [line for line in lines if line["logger"] == "home.access"]


def record(message, *args, **extra):
    made = logging.LogRecord("home", logging.WARNING, "", 0, message, args, None)
    made.__dict__.update(extra)
    return made


class TestRequestIds:
    def test_each_answer_has_an_id_of_its_own(self, client):
        ids = {client.get("/favicon.ico")["X-Request-ID"] for _ in range(3)}
        assert len(ids) == 3
        assert all(WELL_FORMED.fullmatch(each) for each in ids)

    def test_that_of_our_proxy_is_taken(self, client):
        given = "0123456789abcdef0123456789abcdef"
        response = client.get("/favicon.ico", headers={"X-Request-ID": given})
        assert response["X-Request-ID"] == given

    @pytest.mark.parametrize(
        "given", ["short", "x" * 65, "with blank in it", "a\nb-new-line", "é" * 10, ""]
    )
    def test_one_that_is_malformed_is_replaced(self, client, given):
        response = client.get("/favicon.ico", HTTP_X_REQUEST_ID=given)
        assert response["X-Request-ID"] != given

    def test_that_of_a_stranger_is_replaced(self, client):
        given = "0123456789abcdef"
        response = client.get(
            "/favicon.ico", HTTP_X_REQUEST_ID=given, REMOTE_ADDR="203.0.113.9"
        )
        assert response["X-Request-ID"] != given

    def test_the_page_of_an_error_names_it(self, lines, client):
        client.raise_request_exception = False
        response = client.get("/failing/")
        assert response.status_code == 500
        assert f"Reference {response['X-Request-ID']}" in response.content.decode()

    def test_the_page_of_an_error_needs_no_request(self):
        assert "Our fault" in render_to_string("500.html")


class TestErrors:
    def test_an_error_is_told_with_traceback_and_id(self, lines, client):
        client.raise_request_exception = False
        response = client.get("/failing/")
        [error] = [line for line in lines if line["level"] == "ERROR"]
        assert error["logger"] == "django.request"
        assert error["request_id"] == response["X-Request-ID"]
        assert "RuntimeError: A pipe burst." in error["traceback"]

    def test_what_django_says_after_the_answer_has_the_id_too(self, lines, client, db):
        response = client.get("/missing/")
        [said] = [line for line in lines if line["logger"] == "django.request"]
        assert said["message"] == "Not Found: /missing/"
        assert said["request_id"] == response["X-Request-ID"]


class TestAccess:
    def test_a_request_is_one_line(self, lines, client, db):
        client.get("/asking/?q=my+illness")
        [line] = access_lines(lines)
        expected = {
            "method": "GET",
            "path": "/asking/",
            "view": "asking",
            "status": 200,
            "queries": 7 + FRAME,
            "bytes": 4,
            "user": "-",
        }
        assert {name: line[name] for name in expected} == expected
        assert line["ms"] >= line["sql_ms"] >= 0
        assert "illness" not in json.dumps(line)

    def test_a_person_is_a_number(self, lines, client, editor):
        client.force_login(editor)
        client.get("/admin/")
        assert access_lines(lines)[-1]["user"] == editor.pk
        assert "editor" not in json.dumps(access_lines(lines))

    def test_nobody_is_looked_up_for_the_log(self, lines, client, editor):
        client.force_login(editor)
        client.get("/favicon.ico")
        assert access_lines(lines)[-1]["queries"] == FRAME

    def test_an_address_is_told_only_where_it_is_wanted(self, lines, client, settings):
        client.get("/favicon.ico")
        settings.LOG_ADDRESSES = True
        client.get("/favicon.ico", HTTP_X_FORWARDED_FOR="203.0.113.9")
        first, second = access_lines(lines)
        assert "address" not in first
        assert second["address"] == "203.0.113.9"

    def test_a_page_is_told_by_its_kind(self, lines, client, site):
        client.get("/writing/")
        assert access_lines(lines)[-1]["view"] == "WritingIndexPage"

    def test_a_secret_address_is_cut(self, lines, client, site):
        client.get("/draft/very-secret-token/")
        assert access_lines(lines)[-1]["path"] == "/draft/…"
        assert "very-secret" not in json.dumps(lines)

    def test_a_line_break_in_an_address_breaks_no_line(self, lines, client, site):
        client.get("/a%0AERROR%20forged/")
        assert access_lines(lines)[-1]["path"] == "/a%0AERROR%20forged/"


class TestSlowness:
    def test_a_slow_request_names_its_slowest_statements(
        self, lines, client, settings, db
    ):
        settings.SLOW_REQUEST_MS = 0
        client.get("/asking/?q=mine")
        [slow] = [line for line in lines if line["logger"] == "home.slow"]
        assert (slow["queries"], len(slow["slowest"])) == (7 + FRAME, 5)
        took = [each["ms"] for each in slow["slowest"]]
        assert took == sorted(took, reverse=True)
        assert not any(
            word in json.dumps(slow) for word in ("private", "secret", "mine")
        )

    def test_a_quick_request_is_not_told_of(self, lines, client, settings, db):
        settings.SLOW_REQUEST_MS = 60_000
        client.get("/asking/")
        assert not [line for line in lines if line["logger"] == "home.slow"]

    def test_a_statement_is_shortened_to_what_tells_it(self):
        columns = ", ".join(f'"page"."column_{number}"' for number in range(60))
        statement = " ".join(["SELECT", columns, "FROM page WHERE name = 'It''s I'"])
        shown = queries.readable(statement)
        assert shown == "SELECT … FROM page WHERE name = '…'"
        assert len(queries.readable("x" * 10_000)) == queries.LONGEST + 1


class TestShapes:
    def test_a_line_is_as_it_always_was_outside_of_requests(self, monkeypatch):
        monkeypatch.setattr("home.health.log_lines.current", lambda: None)
        assert Line().format(record("Lost %s", "it")) == "WARNING home: Lost it"

    def test_a_line_ends_with_the_id_of_its_request(self, rf):
        answering = begin(rf.get("/"))
        assert Line().format(record("Lost")) == f"WARNING home: Lost [{answering.id}]"

    def test_json_is_one_line_whatever_is_in_it(self):
        try:
            raise ValueError("two\nlines")
        except ValueError:
            made = record('a\n"b" \u2028 é', fields={"odd": object})
            made.exc_info = sys.exc_info()
        line = JsonLine().format(made)
        assert "\n" not in line
        assert json.loads(line)["message"] == 'a\n"b" \u2028 é'
        assert "two\nlines" in json.loads(line)["traceback"]

    def test_a_secret_is_cut_in_any_line(self):
        shape = Line(SECRETS)
        line = shape.format(record("Not Found: %s", "/draft/abc/figures/x.csv"))
        assert "/draft/…" in line
        assert "abc" not in line
