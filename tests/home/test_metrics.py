"""What is counted is what happened, under labels that stay few."""

from types import SimpleNamespace

import pytest
from django.contrib.auth import authenticate
from django.db import transaction
from prometheus_client import REGISTRY

from home.health.answering import begin
from home.health.metrics import page_cache_result, search_timed
from home.health.metrics_port import free_slot
from home.health.observing import view_of
from home.health.standing import STAMP, Standing
from tests.factories import ReviewPageFactory


@pytest.fixture
def growth():
    """By how much a sample has grown since the test began."""
    before = {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for metric in REGISTRY.collect()
        for sample in metric.samples
    }

    def grown(name, **labels):
        known = before.get((name, tuple(sorted(labels.items()))), 0)
        return (REGISTRY.get_sample_value(name, labels) or 0) - known

    return grown


def test_a_request_is_counted_by_method_view_and_status(client, db, growth):
    client.get("/favicon.ico")
    client.get("/favicon.ico?v=2")
    labels = {"method": "GET", "view": "favicon", "status": "200"}
    assert growth("http_requests_total", **labels) == 2
    assert growth("http_request_duration_seconds_count", view="favicon") == 2
    assert growth("http_requests_in_flight") == 0


def test_addresses_make_no_labels(client, site, growth):
    before = len(list(REGISTRY.collect()))
    for number in range(20):
        client.get(f"/nothing/{number}/")
    samples = [
        sample
        for metric in REGISTRY.collect()
        for sample in metric.samples
        if "nothing" in str(sample.labels)
    ]
    assert (samples, len(list(REGISTRY.collect()))) == ([], before)


def test_made_up_methods_are_one(client, growth):
    for method in ("TRACK", "BREW"):
        client.generic(method, "/favicon.ico")
    labels = {"method": "other", "view": "none", "status": "405"}
    assert growth("http_requests_total", **labels) == 2


def test_queries_are_counted_for_their_request(client, site, growth):
    client.get("/writing/")
    assert growth("db_queries_per_request_count") == 1
    assert growth("db_queries_per_request_sum") > 5
    assert growth("db_query_seconds_total") > 0


def test_a_request_that_fails_is_counted_and_no_longer_in_flight(
    client, site, growth, monkeypatch
):
    client.raise_request_exception = False
    monkeypatch.setattr("search.views.answered", lambda typed: 1 / 0)
    client.get("/search/?q=kafka")
    labels = {"method": "GET", "view": "search", "status": "500"}
    assert growth("http_requests_total", **labels) == 1
    assert growth("http_requests_in_flight") == 0


def test_a_page_from_the_page_cache_is_told_as_such(rf, growth):
    request = rf.get("/writing/")
    request.resolver_match = None
    answering = begin(request)
    page_cache_result("hit")
    assert growth("page_cache_results_total", result="hit") == 1
    assert view_of(request, answering) == "page cache"


def test_a_publish_is_counted_when_it_is_sure(
    site, growth, django_capture_on_commit_callbacks
):
    review = ReviewPageFactory(parent=site)
    with django_capture_on_commit_callbacks(execute=True):
        review.save_revision().publish()
        assert growth("publishes_total", page="ReviewPage") == 0
    assert growth("publishes_total", page="ReviewPage") == 1


def test_a_publish_that_is_taken_back_is_not_counted(site, growth):
    review = ReviewPageFactory(parent=site)
    with transaction.atomic():
        review.save_revision().publish()
        transaction.set_rollback(True)
    assert growth("publishes_total", page="ReviewPage") == 0


def test_a_question_is_counted_and_an_empty_page_is_not(client, site, growth):
    client.get("/search/")
    assert growth("search_seconds_count") == 0
    client.get("/search/?q=kafka")
    assert growth("search_seconds_count") == 1


def test_a_rejected_log_in_is_counted_without_its_name(editor, growth, rf):
    request = rf.post("/admin/login/")
    assert authenticate(request, username="editor", password="wrong") is None
    assert growth("rejected_logins_total") == 1
    assert authenticate(request, username="editor", password="secret") == editor
    assert growth("rejected_logins_total") == 1


def test_a_question_that_counts_for_nothing_is_not_timed(growth):
    with search_timed(counts=False):
        pass
    assert growth("search_seconds_count") == 0


def standing():
    return {
        sample.name: sample.value
        for metric in Standing().collect()
        for sample in metric.samples
    }


def test_the_last_backup_is_told_once_there_is_one(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    assert set(standing()) == {"build_info"}
    (tmp_path / STAMP).touch()
    made = (tmp_path / STAMP).stat().st_mtime
    assert standing()["last_backup_timestamp_seconds"] == made


@pytest.mark.parametrize(
    ("taken", "free"), [([], 1), ([1, 2], 3), ([2], 1), ([1, 3], 2)]
)
def test_a_worker_gets_the_first_slot_that_no_other_has(taken, free):
    assert free_slot(SimpleNamespace(slot=slot) for slot in taken) == free
