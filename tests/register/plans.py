"""Made-up imports."""

from collections.abc import Sequence
from dataclasses import replace

from explorer.initiatives.kept import Kept, Plan
from explorer.initiatives.model import Initiative

NEW = 2000


def big_plan(kept: Sequence[Kept]) -> Plan:
    """Plan to rename every initiative and to add 2 000, with texts that no memory holds back."""
    initiatives = [(each.content, each.revision) for each in kept]
    there = [
        (content, revision) for content, revision in initiatives if isinstance(content, Initiative)
    ]
    first, _ = there[0]
    return Plan(
        new=tuple(replace(first, id=f"ny-{number}", remark="x" * 2000) for number in range(NEW)),
        changed=tuple(
            (replace(content, name=f"{content.name} (ny)"), revision) for content, revision in there
        ),
        unchanged=(),
    )
