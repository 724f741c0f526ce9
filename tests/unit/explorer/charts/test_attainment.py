import json
from typing import Any

from explorer.charts.attainment import Reported, attainment
from explorer.i18n import translator

EN = translator("en")
REPORTS = [Reported("2018 · good", "Nämnder", 12), Reported("2018 · some", "Övriga", None)]


def rows_of(drawn: dict[str, Any]) -> list[list[dict[str, Any]]]:
    found = []
    for layer in drawn["layer"]:
        data = layer["data"]
        found.append(data["values"] if "values" in data else drawn["datasets"][data["name"]])
    return found


def test_unknown_number_has_no_bar() -> None:
    bars, broken, *_ = rows_of(attainment(REPORTS, EN).to_dict())
    assert [(each["x"], each["x2"]) for each in bars] == [(0, 12)]
    # The broken line is as wide as the chart: the number may be any.
    assert len(broken) == 1
    assert broken[0]["x2"] > 12


def test_unknown_number_is_said_in_words() -> None:
    drawn = attainment(REPORTS, EN).to_dict()
    texts = {each["text"] for each in rows_of(drawn)[-1]}
    assert {"12", "number not known", "Övriga"} <= texts
    assert "0" not in texts
    assert "Övriga: number not known" in drawn["description"]


def test_long_name_is_wrapped_and_lines_do_not_meet() -> None:
    long = Reported("2018 · some", "Göteborgs Stad som helhet, enligt stadsledningskontoret", 1)
    drawn = attainment([long, REPORTS[0]], EN).to_dict()
    heights = [each["y"] for each in rows_of(drawn)[-1]]
    assert len(heights) == len(set(heights))
    assert max(heights) <= drawn["height"]


def test_chart_without_reports_is_drawn() -> None:
    assert json.dumps(attainment([], EN).to_dict())
