from threading import Event, Thread

from explorer.initiatives.form import Form, empty_form
from explorer.initiatives.kept import Kind
from explorer.initiatives.rows import to_cells
from explorer.ui.register.drafts import NEW, Draft
from tests.unit.explorer.register_by_hand import ONE


def make() -> Draft:
    return Draft(Kind.INITIATIVE, NEW, 0, {}, empty_form())


def test_change_that_takes_long_loses_no_other_one() -> None:
    """Who types fast has changes taken in by several threads; one of them may look up an area."""
    draft = make()
    inside, other = Event(), Event()

    def slow(form: Form) -> Form:
        inside.set()
        # Over at once where the other change does not wait for this one.
        other.wait(timeout=0.3)
        return form.with_cell("name", "one")

    def quick() -> None:
        draft.alter(lambda form: form.with_cell("contact", "two"))
        other.set()

    first = Thread(target=draft.alter, args=(slow,))
    first.start()
    assert inside.wait(timeout=10)
    second = Thread(target=quick)
    second.start()
    for thread in (first, second):
        thread.join()
    assert (draft.form.cells["name"], draft.form.cells["contact"]) == ("one", "two")


def test_fields_of_two_drafts_never_share_a_key() -> None:
    one, other = make(), make()
    keys = {one.key("field_name"), other.key("field_name"), one.key("field_contact")}
    one.remake("field_name")
    assert len({*keys, one.key("field_name")}) == 4


def test_draft_differs_once_something_else_is_typed() -> None:
    draft = Draft(Kind.INITIATIVE, ONE.id, 1, to_cells(ONE), Form(to_cells(ONE), ()))
    # Without its place the form says something else than the record.
    assert draft.differs
    same = make()
    same.before = same.cells()
    assert not same.differs
    same.alter(lambda form: form.with_cell("name", "x"))
    assert same.differs
