"""The register as the browser takes it: short records and short lists of positions."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from explorer.initiatives.model import Initiative


def display_records(initiatives: Iterable[Initiative]) -> list[dict[str, Any]]:
    """
    Write initiatives as records that `json.dumps` takes, in the given order and both languages.

    Every text is meant for `textContent`, never for markup. Missing years, areas and points are
    None. Remarks are for those who keep the register and are left out.

    Returns
    -------
    records
        `i` id, `n` name, `d` descriptions by language, `o` organisation, `k` its kind, `t` target
        area, `g` target group, `s` status, `y` [start, end], `p` place, `a` primary area code,
        `c` [lon, lat] or None, `r` precision, `u` and `ut` address and title of the source.
    """
    return [
        {
            "i": each.id,
            "n": each.name,
            "d": {"sv": each.description_sv, "en": each.description_en},
            "o": each.organisation,
            "k": each.organisation_type.value,
            "t": each.target_area.value,
            "g": each.target_group,
            "s": each.status.value,
            "y": [each.start_year, each.end_year],
            "p": each.place,
            "a": each.primary_area_code,
            "c": [each.lon, each.lat] if each.has_point else None,
            "r": each.location_precision.value,
            "u": each.source_url,
            "ut": each.source_title,
        }
        for each in initiatives
    ]


def ranges(indices: Iterable[int]) -> str:
    """
    Write positions compactly: 0, 1, 2, 3, 7 become "0-3,7"; none become "".

    Parameters
    ----------
    indices
        Zero or more positions from 0; order and repetitions do not matter.
    """
    ordered = enumerate(sorted(set(indices)))
    runs = []
    # Within a run of neighbours the distance between a position and its place in the list is fixed.
    for _, run in groupby(ordered, key=lambda pair: pair[1] - pair[0]):
        members = [position for _, position in run]
        first, last = members[0], members[-1]
        runs.append(str(first) if first == last else f"{first}-{last}")
    return ",".join(runs)
