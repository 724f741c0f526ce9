"""Who does it together: running initiatives by kind of organiser and target area."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from explorer.effort.matching import Rule
from explorer.initiatives.model import Initiative, OrganisationType

# The city itself: its administrations and the companies that it owns.
CITY_KINDS: Final = (
    OrganisationType.MUNICIPAL_ADMINISTRATION,
    OrganisationType.MUNICIPAL_COMPANY,
)


@dataclass(frozen=True, eq=False)
class Together:
    """
    Initiatives by who runs them.

    Parameters
    ----------
    counts
        Int64; all kinds of organiser by the target areas that count. A zero is a count: the
        register has none.
    partnerships
        Those that are registered as a partnership, in the order of the register.
    """

    rule: Rule
    counts: pd.DataFrame
    partnerships: tuple[Initiative, ...]

    @property
    def total(self) -> int:
        """All of them."""
        return int(self.counts.to_numpy().sum())

    @property
    def by_kind(self) -> pd.Series:
        """How many each kind of organiser runs, in all target areas that count."""
        return self.counts.sum(axis="columns")

    @property
    def by_target_area(self) -> pd.Series:
        """How many there are in each target area, whoever runs them."""
        return self.counts.sum(axis="index")

    @property
    def share(self) -> float | None:
        """Share that are partnerships, 0–1; None where nothing runs."""
        return len(self.partnerships) / self.total if self.total else None

    def of(self, *kinds: OrganisationType) -> int:
        """How many organisers of these kinds run alone, without a partner of another kind."""
        return int(self.by_kind.loc[[kind.value for kind in kinds]].sum())


def build_together(initiatives: Sequence[Initiative], rule: Rule) -> Together:
    """
    Count initiatives by kind of organiser and target area, each once.

    Parameters
    ----------
    initiatives
        Those that count, all of the rule's target areas.
    """
    pairs = Counter((each.organisation_type, each.target_area) for each in initiatives)
    counts = pd.DataFrame(
        [[pairs[kind, theme] for theme in rule.themes] for kind in OrganisationType],
        index=pd.Index([kind.value for kind in OrganisationType], dtype="str", name="kind"),
        columns=pd.Index([each.value for each in rule.themes], dtype="str", name="target_area"),
        dtype="int64",
    )
    return Together(
        rule,
        counts,
        tuple(e for e in initiatives if e.organisation_type is OrganisationType.PARTNERSHIP),
    )


def ranked_kinds(found: Together) -> tuple[OrganisationType, ...]:
    """List all kinds of organiser, those with most initiatives first, equal ones in their usual order."""
    order = {kind: place for place, kind in enumerate(OrganisationType)}
    return tuple(sorted(OrganisationType, key=lambda kind: (-found.of(kind), order[kind])))
