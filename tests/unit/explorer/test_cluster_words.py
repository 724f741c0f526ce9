import pandas as pd
import pytest

from explorer.cluster_words import (
    CLUSTER_NAMES,
    LEFT_OUT_WORDS,
    meaning,
    moran_sentence,
    p_text,
)
from explorer.i18n import translator
from indicators.clusters import ClusterKind, Clusters, Moran, NoCluster
from tests.unit.explorer.layers_by_hand import SHARE

EN = translator("en")


def clusters(index: float, p: float) -> Clusters:
    moran = Moran(index=index, expected=-1 / 93, z=0.0, p=p)
    return Clusters(moran, pd.DataFrame(), {}, threshold=0.001, permutations=9999)


@pytest.mark.parametrize(
    ("index", "p", "words"),
    [
        (0.456, 0.0002, "are more alike than chance would make them (Moran’s I 0.46, p < 0.001;"),
        (-0.3, 0.0123, "differ more than chance would make them (Moran’s I −0.30, p = 0.012;"),
        (0.05, 0.05, "it cannot be told from chance"),
        (-0.05, 0.8, "it cannot be told from chance"),
    ],
)
def test_sentence_says_how_neighbours_stand_to_chance(index: float, p: float, words: str) -> None:
    sentence = moran_sentence(clusters(index, p), SHARE, EN)
    assert words in sentence
    assert sentence.startswith(f"“{SHARE.name_en}”: ")
    assert sentence.endswith("about −0.01 by chance).")


def test_index_is_held_against_what_chance_gives_and_not_against_zero() -> None:
    """−0.005 is above the −0.011 that 94 areas have by chance."""
    assert "more alike" in moran_sentence(clusters(-0.005, 0.01), SHARE, EN)


@pytest.mark.parametrize(
    ("p", "text"), [(0.0002, "p < 0.001"), (0.001, "p = 0.001"), (0.25, "p = 0.250")]
)
def test_small_p_is_never_written_as_zero(p: float, text: str) -> None:
    assert p_text(p, EN) == text


def test_every_kind_and_every_reason_has_words_of_its_own() -> None:
    for names, kinds in ((CLUSTER_NAMES, ClusterKind), (LEFT_OUT_WORDS, NoCluster)):
        assert set(names) == set(kinds)
        assert len(set(names.values())) == len(list(kinds))


def test_meaning_tells_the_rules_and_claims_no_cause() -> None:
    means, limits = meaning(EN)
    assert "shuffled between the areas 9,999 times" in means
    assert "at most 5%" in means
    assert "does not say why" in limits
    assert "borders" in limits
