"""Words for likeness between neighbouring areas: a sentence, the names of clusters, what it means."""

from collections.abc import Mapping
from typing import Final

from explorer.i18n import N_, Translator
from indicators.clusters import (
    FALSE_DISCOVERY_RATE,
    PERMUTATIONS,
    ClusterKind,
    Clusters,
    NoCluster,
)
from indicators.definitions import IndicatorDefinition

# All areas together are one test, so that the usual limit holds without a rule for many.
SIGNIFICANT: Final = 0.05
SMALLEST_P: Final = 0.001

CLUSTER_NAMES: Final[Mapping[ClusterKind, str]] = {
    ClusterKind.HIGH_HIGH: N_("High value among areas with high values"),
    ClusterKind.LOW_LOW: N_("Low value among areas with low values"),
    ClusterKind.HIGH_LOW: N_("High value among areas with low values"),
    ClusterKind.LOW_HIGH: N_("Low value among areas with high values"),
    ClusterKind.NOT_SIGNIFICANT: N_("No clear pattern"),
    ClusterKind.LEFT_OUT: N_("Left out"),
}
LEFT_OUT_WORDS: Final[Mapping[NoCluster, str]] = {
    NoCluster.NO_FIGURE: N_("Left out: the area has no figure"),
    NoCluster.NO_NEIGHBOUR: N_("Left out: no neighbouring area has a figure"),
}
ALIKE: Final = N_(
    "“{indicator}”: areas that share a border are more alike than chance would make them"
    " (Moran’s I {index}, {p}; about {expected} by chance)."
)
UNLIKE: Final = N_(
    "“{indicator}”: areas that share a border differ more than chance would make them"
    " (Moran’s I {index}, {p}; about {expected} by chance)."
)
UNCLEAR: Final = N_(
    "“{indicator}”: it cannot be told from chance whether areas that share a border are alike"
    " (Moran’s I {index}, {p}; about {expected} by chance)."
)


def moran_sentence(clusters: Clusters, definition: IndicatorDefinition, t: Translator) -> str:
    """Say whether neighbours are alike, unlike, or neither beyond chance, with Moran's I and p."""
    moran = clusters.moran
    words = ALIKE if moran.index > moran.expected else UNLIKE
    if moran.p >= SIGNIFICANT:
        words = UNCLEAR
    return t(
        words,
        indicator=definition.name(t.lang),
        index=t.number(moran.index, 2),
        expected=t.number(moran.expected, 2),
        p=p_text(moran.p, t),
    )


def p_text(p: float, t: Translator) -> str:
    """Write a p-value with three decimals, below that that it is below."""
    if p < SMALLEST_P:
        return f"p < {t.number(SMALLEST_P, 3)}"
    return f"p = {t.number(p, 3)}"


def meaning(t: Translator) -> tuple[str, str]:
    """Say what likeness of neighbours means, and what it does not mean."""
    means = t(
        "Moran’s I compares each area with the areas that it shares a border with. A number near 1"
        " means that neighbours are alike, near −1 that they are opposites, and near 0 that the"
        " figures lie as if they had been dealt out at random. To see what chance alone does, the"
        " figures are shuffled between the areas {n} times; p says how often that gives a number"
        " at least as far out. An area is marked where it stands out with its neighbours although"
        " many areas are tested at once: on average at most {share} of the marked ones are so by"
        " chance.",
        n=t.number(PERMUTATIONS, 0),
        share=t.percent(100 * FALSE_DISCOVERY_RATE, 0),
    )
    limits = t(
        "It does not say why areas are alike, nor that one area influences the next. The result"
        " depends on where borders run and how large areas are: other borders give another result."
        " Borders in water count too. An area without a mark need not be average: its figure may"
        " be high or low, but with those around it that could be chance. Areas with one or two"
        " neighbours are hardly ever marked."
    )
    return means, limits
