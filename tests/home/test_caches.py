"""Whatever becomes of the cache, who asks it gets an answer."""

import logging

import pytest
from django.core.cache.backends.base import BaseCache

from config.caches import files
from home.caches import SETS_BETWEEN_LOOKS, DiskCache, ForgivingCache


class Broken(BaseCache):
    """A backend whose server is gone."""

    def __init__(self, location, params):
        super().__init__(params)

    def _gone(self, *args, **kwargs):
        raise ConnectionError("gone")

    add = get = set = touch = delete = has_key = clear = close = _gone
    get_many = set_many = delete_many = incr = _gone


@pytest.fixture
def broken():
    return ForgivingCache("", {"OPTIONS": {"BACKEND": f"{__name__}.Broken"}})


CALLS = {
    "add": (lambda cache: cache.add("key", 1), False),
    "get": (lambda cache: cache.get("key", "default"), "default"),
    "set": (lambda cache: cache.set("key", 1), None),
    "touch": (lambda cache: cache.touch("key"), False),
    "delete": (lambda cache: cache.delete("key"), False),
    "has_key": (lambda cache: "key" in cache, False),
    "get_many": (lambda cache: cache.get_many(["key"]), {}),
    "set_many": (lambda cache: cache.set_many({"key": 1}), ["key"]),
    "delete_many": (lambda cache: cache.delete_many(["key"]), None),
    "get_or_set": (lambda cache: cache.get_or_set("key", lambda: 1), 1),
    "clear": (lambda cache: cache.clear(), None),
    "close": (lambda cache: cache.close(), None),
}


@pytest.mark.parametrize("name", CALLS)
def test_an_error_of_the_backend_is_a_miss(broken, name):
    call, answer = CALLS[name]
    assert call(broken) == answer


@pytest.mark.parametrize("name", CALLS)
def test_a_backend_that_cannot_be_made_is_a_miss_until_it_can(tmp_path, name):
    call, answer = CALLS[name]
    cache = on_no_folder(tmp_path)
    assert call(cache) == answer
    (tmp_path / "cache").unlink()
    cache.set("page", "a")
    assert cache.get("page") == "a"


def on_no_folder(path):
    """What a thread that begins while the folder is gone gets for its cache."""
    (path / "cache").write_text("no folder")
    return on_disk(path / "cache")


def test_a_number_that_is_not_there_is_told_as_django_tells_it(broken, tmp_path):
    for cache in (broken, on_disk(tmp_path)):
        with pytest.raises(ValueError, match="not found"):
            cache.incr("key")


def test_all_together_complain_once_a_minute(broken, caplog, monkeypatch, tmp_path):
    now = 1000.0
    monkeypatch.setattr("home.caches.time.monotonic", lambda: now)
    monkeypatch.setattr(ForgivingCache, "_silent_until", 0.0)
    another = on_no_folder(tmp_path)
    with caplog.at_level(logging.ERROR):
        for _ in range(5):
            broken.get("key")
            another.get("key")
        assert len(caplog.records) == 1
        now += 61
        broken.get("key")
    assert len(caplog.records) == 2


def on_disk(path):
    options = files(path)
    return ForgivingCache(options["LOCATION"], options)


def test_it_keeps_what_it_is_given(tmp_path):
    cache = on_disk(tmp_path)
    cache.set("key", [1])
    assert cache.get("key") == [1]
    assert cache.incr("count", 1) if cache.add("count", 1) else False
    assert cache.get_many(["key", "other"]) == {"key": [1]}
    assert cache.delete("key")
    assert cache.get("key") is None


def test_the_directory_does_not_grow_without_end(tmp_path):
    cache = DiskCache(tmp_path, {"OPTIONS": {"MAX_ENTRIES": 10}})
    for number in range(8 * SETS_BETWEEN_LOOKS):
        cache.set(f"key-{number}", number)
    assert len(list(tmp_path.iterdir())) <= 10 + 3 * SETS_BETWEEN_LOOKS
