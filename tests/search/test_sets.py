"""Sets of reviews as whole numbers."""

from hypothesis import given
from hypothesis import strategies as st

from search.sets import keys_of, packed, picked, set_of, unpacked

KEYS = st.sets(st.integers(min_value=0, max_value=5000))


@given(KEYS)
def test_a_set_has_the_keys_it_was_made_of(keys):
    assert set(keys_of(set_of(keys))) == keys


@given(KEYS)
def test_keys_come_in_their_order(keys):
    assert list(keys_of(set_of(keys))) == sorted(keys)


@given(KEYS)
def test_a_set_is_stored_and_read_again(keys):
    assert unpacked(packed(set_of(keys))) == set_of(keys)


@given(KEYS, KEYS)
def test_and_is_an_intersection_and_or_a_union(some, others):
    assert set(keys_of(set_of(some) & set_of(others))) == some & others
    assert set(keys_of(set_of(some) | set_of(others))) == some | others


@given(st.lists(st.integers(min_value=0, max_value=5000)), KEYS)
def test_picking_keeps_the_order_of_the_list(listed, members):
    assert picked(listed, set_of(members)) == [k for k in listed if k in members]
