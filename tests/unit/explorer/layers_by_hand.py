"""Map layers of a made-up city, small enough to work out every answer by hand."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import pandas as pd

from explorer.layers import MapLayer
from explorer.scale import Scale
from explorer.view import Scheme, Show
from geodata.areas import AreaLevel
from indicators.definitions import (
    Aggregation,
    Direction,
    IndicatorDefinition,
    Kind,
    Source,
    TargetArea,
)
from indicators.selection import CityValue, Selection

SHARE: Final = IndicatorDefinition(
    indicator_id="low_economic_standard",
    name_sv="Låg ekonomisk standard",
    name_en="Low economic standard",
    description_sv="Andel av invånarna med låg inkomst.",
    description_en="Share of residents with a low income.",
    definition_sv="Andel under 60 % av medianen",
    unit="percent",
    decimals=1,
    direction=Direction.LOWER_BETTER,
    kind=Kind.SHARE,
    aggregation=Aggregation.WEIGHTED_MEAN,
    target_areas=(TargetArea.WORK,),
    phrase_sv="lever {share} med låg ekonomisk standard",
    phrase_en="{share} live on a low economic standard",
    who_one_sv="invånare",
    who_many_sv="invånare",
    who_many_en="residents",
)
HOMES: Final = replace(
    SHARE,
    indicator_id="rental_dwellings_share",
    name_sv="Hyresrätter",
    name_en="Rented dwellings",
    direction=Direction.CONTEXT,
    phrase_sv="hyrs {share} ut",
    phrase_en="{share} are rented",
    who_one_sv="bostad",
    who_many_sv="bostäder",
    who_many_en="homes",
)
MEDIAN: Final = replace(
    SHARE,
    indicator_id="median_economic_standard",
    name_sv="Ekonomisk standard, median",
    name_en="Median economic standard",
    unit="thousand SEK",
    decimals=0,
    direction=Direction.HIGHER_BETTER,
    kind=Kind.MEDIAN,
    aggregation=Aggregation.NONE,
    phrase_sv="",
    phrase_en="",
)
COUNT: Final = replace(
    MEDIAN,
    indicator_id="population",
    name_sv="Folkmängd",
    name_en="Population",
    unit="persons",
    direction=Direction.CONTEXT,
    kind=Kind.COUNT,
    aggregation=Aggregation.SUM,
)
SOURCE: Final = Source("bureau", "Statistikbyrån", "Tabell 1", "example.org/table1")


def layer_of(
    values: Sequence[float | None],
    *,
    definition: IndicatorDefinition = SHARE,
    city: float | None = 15.3,
    level: AreaLevel = AreaLevel.PRIMARY_AREA,
    show: Show = Show.VALUE,
    scale: Scale | None = None,
    names: Sequence[str] = (),
) -> MapLayer:
    """
    Build a layer from one value for each area, None where there is no figure.

    Areas have the codes 101, 102, … and the names “Område 101”, … unless names are given; each has
    1 000 residents more than the one before; the first value is approximate, the others published.
    """
    codes = [str(101 + place) for place in range(len(values))]
    numbers: pd.Series = pd.Series(np.array(values, dtype="float64"), index=codes)
    shown = {
        Show.VALUE: numbers,
        Show.DIFFERENCE: numbers - (city if city is not None else np.nan),
        Show.RATIO: numbers / (city if city is not None else np.nan),
        Show.RANK: numbers.rank(ascending=False, method="min"),
    }[show]
    scale = Scale((), None, Scheme.CITY) if scale is None else scale
    known = numbers.notna()
    quality = pd.Series(["approximate"] + ["published"] * len(codes), dtype="object")[: len(codes)]
    frame = pd.DataFrame(
        {
            "name": list(names) or [f"Område {code}" for code in codes],
            "parent": "Norr",
            "value": numbers,
            "status": np.where(known, "ok", "missing"),
            "quality": quality.set_axis(codes).where(known, None),
            "source_id": np.where(known, "bureau", ""),
            "note": "",
            "shown": shown,
            "map_class": scale.assign(shown),
            "rank": numbers.rank(ascending=False, method="min").astype("Int64"),
            "people": [1000.0 * (place + 1) for place in range(len(codes))],
        },
        index=pd.Index(codes, name="area_code", dtype="str"),
    )
    value = None if city is None else CityValue(city, "published", "bureau", "", False)
    return MapLayer(
        selection=Selection(definition.indicator_id, level, "2024"),
        definition=definition,
        show=show,
        scale=scale,
        frame=frame,
        city=value,
        people_period="2025",
        sources=(SOURCE,),
        computed=False,
    )
