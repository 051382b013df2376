"""Who is served from a replica, over two real databases of which one stands still."""

import pytest
from django.db import connections, router, transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from config.databases import sqlite
from home import replicas
from home.models import User
from home.replicas import read_from_replicas, reading_from_primary
from search import unanswered
from search.models import Unanswered
from tests.nodes.stand_ins import standing_in

BEFORE, AFTER = "Before the copy", "After the copy"


@pytest.fixture(autouse=True)
def replica(settings, tmp_path, monkeypatch, django_db_blocker):
    """A copy of a database, made before the name of a person changed."""
    primary, copy = tmp_path / "primary.sqlite3", tmp_path / "replica.sqlite3"
    settings.REPLICAS = ["replica-1"]
    watch = replicas.Watch()
    # The tests look by themselves.
    monkeypatch.setattr(watch, "begin", lambda: None)
    monkeypatch.setattr(replicas, "watch", watch)
    monkeypatch.setattr(router, "routers", [replicas.ReplicaRouter()])
    named = {"default": sqlite(primary), "replica-1": sqlite(copy)}
    with django_db_blocker.unblock(), standing_in(monkeypatch, **named):
        with connections["default"].schema_editor() as editor:
            editor.create_model(User)
            editor.create_model(Unanswered)
        User.objects.create_user("ada", first_name=BEFORE)
        with connections["default"].cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(copy)])
        User.objects.update(first_name=AFTER)
        yield copy


def name(request=None):
    """What the reader of a page would be shown."""
    return User.objects.get(username="ada").first_name


def answered(view=name, method="GET", path="/", **cookies):
    """What a view says to a request that passes the middleware."""
    request = RequestFactory().generic(method, path)
    request.COOKIES.update(cookies)
    answer = read_from_replicas(lambda request: HttpResponse(view(request)))
    return answer(request).content.decode()


def break_off(replica):
    connections["replica-1"].close()
    replica.write_bytes(b"This is no database. " * 100)


def test_a_reader_is_served_from_a_replica():
    assert answered() == BEFORE
    assert answered(method="HEAD") == BEFORE


def test_who_is_signed_in_reads_what_was_written_last(settings):
    assert answered(**{settings.SESSION_COOKIE_NAME: "key"}) == AFTER


@pytest.mark.parametrize("method", ["POST", "PUT", "OPTIONS"])
def test_whatever_is_not_a_reading_is_served_from_the_primary(method):
    assert answered(method=method) == AFTER


def test_the_cms_is_served_from_the_primary():
    assert answered(path=reverse("wagtailadmin_login")) == AFTER


def test_commands_and_threads_read_from_the_primary():
    assert name() == AFTER


def test_a_preview_is_drawn_from_the_primary():
    def preview(request):
        request.is_dummy = True
        return read_from_replicas(lambda request: HttpResponse(name()))(request).content

    request = RequestFactory().get("/")
    assert preview(request).decode() == AFTER


def test_a_view_may_ask_for_the_primary():
    def view(request):
        with reading_from_primary():
            return name()

    assert answered(view) == AFTER


def test_within_a_transaction_and_after_it_the_primary_is_read():
    def view(request):
        before = name()
        with transaction.atomic():
            within = name()
        return f"{before}, {within}, {name()}"

    assert answered(view) == f"{BEFORE}, {AFTER}, {AFTER}"


def test_who_writes_reads_what_was_written():
    def view(request):
        before = name()
        User.objects.update(first_name="Written")
        return f"{before}, {name()}"

    assert answered(view) == f"{BEFORE}, Written"


def test_what_is_read_from_a_replica_is_saved_on_the_primary():
    def view(request):
        person = User.objects.get(username="ada")
        person.last_name = "Lovelace"
        person.save()
        return User.objects.using("default").get().last_name

    assert answered(view) == "Lovelace"


def search_in_vain(request):
    unanswered.note("nothing holds this")
    return name()


def test_who_searched_in_vain_goes_on_reading_from_the_replica():
    assert answered(search_in_vain) == BEFORE
    assert Unanswered.objects.get().phrase == "nothing holds this"


def test_who_searches_in_vain_is_answered_while_the_primary_is_down(tmp_path):
    connections["default"].close()
    tmp_path.joinpath("primary.sqlite3").write_bytes(b"This is no database. " * 100)
    assert answered(search_in_vain) == BEFORE


def test_a_page_comes_from_where_its_generation_came_from(monkeypatch):
    def view(request):
        generation = name()
        # Another replica, that is ahead, would serve the next request.
        monkeypatch.setattr(replicas, "chosen", lambda: "default")
        return f"{generation}, {name()}"

    assert answered(view) == f"{BEFORE}, {BEFORE}"
    assert answered() == AFTER


def test_the_primary_serves_when_the_replica_fails(replica):
    break_off(replica)
    assert answered() == AFTER
    assert replicas.watch.current == []


def test_a_replica_is_read_from_again_once_it_answers(replica):
    sound = replica.read_bytes()
    break_off(replica)
    replicas.watch.look()
    assert answered() == AFTER
    replica.write_bytes(sound)
    replicas.watch.look()
    assert answered() == BEFORE


def test_nothing_is_migrated_on_a_replica():
    assert router.allow_migrate("default", "home")
    assert not router.allow_migrate("replica-1", "home")
