"""Practices stand where their ids say, whatever came or went before, and few move when one comes."""

from hypothesis import assume, given
from hypothesis import strategies as st

from kb.search.slots import order, room_for, slots

names = st.sets(st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=3, max_size=12), max_size=300)


def by_slot(ids: set[str]) -> dict[str, int]:
    rows = sorted(ids, key=order)
    return dict(zip(rows, slots(rows, room_for(len(rows))), strict=True))


@given(names)
def test_everybody_has_a_slot_of_their_own_in_a_row_hardly_longer_than_the_room(ids: set[str]) -> None:
    taken = [*by_slot(ids).values()]

    assert taken == sorted({*taken})
    assert room_for(len(ids)) > 1.8 * len(ids) - 1
    assert all(slot < room_for(len(ids)) + len(ids) for slot in taken)


@given(names, st.text("xyz", min_size=13, max_size=15))
def test_who_comes_moves_none_but_those_who_sit_without_a_gap_behind(ids: set[str], new: str) -> None:
    assume(room_for(len(ids)) == room_for(len(ids) + 1))
    before, after = by_slot(ids), by_slot({*ids, new})
    moved = sorted(before[one] for one in ids if before[one] != after[one])
    taken = {*before.values()}

    assert all(after[one] == before[one] + 1 for one in ids if before[one] in moved)
    assert all(slot in taken for slot in range(after[new], after[new] + len(moved)))


def test_of_a_thousand_seldom_more_than_a_few_move() -> None:
    ids = {f"praktijk-{number}" for number in range(1000)}
    before = by_slot(ids)
    moved = []
    for number in range(50):
        after = by_slot({*ids, f"nieuw-{number}"})
        moved.append(sum(before[one] != after[one] for one in ids))

    assert sum(moved) / len(moved) < 1.5
    assert max(moved) < 15


def test_rooms_grow_in_steps() -> None:
    rooms = [room_for(n) for n in range(2000)]

    assert rooms == sorted(rooms)
    assert len({*rooms}) < 30
    assert all(room <= 2.25 * n for n, room in enumerate(rooms) if n > 12)
