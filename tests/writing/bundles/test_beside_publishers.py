"""An import and those who publish wait for each other, and never in a circle."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from tests.databases import connected_to, copy_of, drop
from tests.factories import in_spite_of_warnings, writing_index
from writing.bundles.library import read_library
from writing.bundles.library_import import import_library
from writing.models import ReviewPage

SLUGS = ["one", "two", "three"]
TIMES = 4


@pytest.fixture
def db(django_db_setup, django_db_blocker):
    """A copy of the new site's database, where others see what is stored."""
    with django_db_blocker.unblock():
        database = copy_of(connection.settings_dict["NAME"], "beside_publishers")
        with connected_to(database):
            yield
        drop(database)


@pytest.fixture
def parent(db):
    return writing_index()


def write(shelf, number):
    """Each time with other words, the highest key first."""
    for slug in SLUGS:
        shelf.put_other(slug, ("title: Kafka, read", f"title: {number}th {slug}, read"))


def bring_in(shelf, parent):
    report = import_library(read_library(shelf.folder), parent, publish=True)
    assert report.errors == []


def publish_often(slug):
    try:
        for _ in range(TIMES):
            with transaction.atomic():
                review = ReviewPage.objects.get(slug=slug)
                in_spite_of_warnings(review.save_revision()).publish()
    finally:
        connection.close()


def import_often(shelf, parent):
    try:
        for number in range(TIMES):
            write(shelf, number)
            bring_in(shelf, parent)
    finally:
        connection.close()


def test_an_import_and_two_publishers_of_one_review_all_come_through(parent, shelf):
    write(shelf, TIMES)
    bring_in(shelf, parent)
    with ThreadPoolExecutor() as pool:
        jobs = [pool.submit(import_often, shelf, parent)]
        jobs += [pool.submit(publish_often, slug) for slug in ("one", *SLUGS)]
        assert [job.exception(timeout=120) for job in jobs] == [None] * len(jobs)
    assert ReviewPage.objects.live().count() == len(SLUGS)
