from dataclasses import replace

import pytest

from explorer.initiatives.kept import Action, Conflict, Kept, Kind, Plan
from explorer.initiatives.model import Initiative
from explorer.initiatives.store import Store
from tests.register.plans import NEW, big_plan


@pytest.fixture
def plan(built_in: tuple[Initiative, ...]) -> Plan:
    """Return a plan of two new rows and two changed ones."""
    return Plan(
        new=(replace(built_in[5], id="ny-a"), replace(built_in[6], id="ny-b")),
        changed=(
            (replace(built_in[0], name="Ett"), 1),
            (replace(built_in[1], organisation="Påhittade bolaget"), 1),
        ),
        unchanged=(built_in[2].id,),
    )


def test_import_writes_new_and_changed_rows_and_nothing_else(
    store: Store, built_in: tuple[Initiative, ...], plan: Plan
) -> None:
    assert store.apply(plan, who="Ann") == 4
    changed = tuple(each for each, _ in plan.changed)
    assert store.register().initiatives == (*changed, *built_in[2:], *plan.new)
    assert store.find(Kind.INITIATIVE, built_in[0].id) == Kept(changed[0], 2)
    assert store.find(Kind.INITIATIVE, built_in[2].id) == Kept(built_in[2], 1)
    assert store.find(Kind.INITIATIVE, "ny-a") == Kept(plan.new[0], 1)
    imported = [each for each in store.recent(1000) if each.action is Action.IMPORTED]
    assert {each.record_id for each in imported} == {
        "ny-a",
        "ny-b",
        built_in[0].id,
        built_in[1].id,
    }
    assert {each.who for each in imported} == {"Ann"}


def test_import_of_nothing_is_no_change(store: Store) -> None:
    before = store.stamp()
    assert store.apply(Plan((), (), ("x",)), who="Ann") == 0
    assert store.stamp() == before


def test_row_that_has_moved_on_stops_the_whole_import(
    store: Store, built_in: tuple[Initiative, ...], plan: Plan
) -> None:
    theirs = replace(built_in[1], name="Bo var först")
    store.edit(theirs, seen=1, who="Bo")
    before = store.stamp()
    with pytest.raises(Conflict) as conflict:
        store.apply(plan, who="Ann")
    assert conflict.value.theirs == Kept(theirs, 2)
    assert conflict.value.change.who == "Bo"
    assert store.stamp() == before
    assert store.find(Kind.INITIATIVE, "ny-a") is None


def test_new_id_that_somebody_has_taken_meanwhile_stops_the_whole_import(
    store: Store, built_in: tuple[Initiative, ...], plan: Plan
) -> None:
    store.add(replace(built_in[9], id="ny-b"), who="Bo")
    before = store.stamp()
    with pytest.raises(Conflict) as conflict:
        store.apply(plan, who="Ann")
    assert conflict.value.change.record_id == "ny-b"
    assert store.stamp() == before


def test_row_that_was_withdrawn_meanwhile_stops_the_whole_import(
    store: Store, built_in: tuple[Initiative, ...], plan: Plan
) -> None:
    store.withdraw(Kind.INITIATIVE, built_in[0].id, seen=1, who="Bo")
    with pytest.raises(Conflict):
        store.apply(plan, who="Ann")


def test_large_import_keeps_every_row_and_its_history(store: Store) -> None:
    assert store.apply(big_plan(store.initiatives()), who="Ann") == NEW + 156
    assert len(store.register().initiatives) == NEW + 156
    last = store.register().initiatives[-1]
    (change,) = store.history(Kind.INITIATIVE, last.id)
    assert change.after is not None
    assert change.after["remark"] == last.remark == "x" * 2000
