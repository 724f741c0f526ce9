"""Coverage: who lives where a matching initiative runs (draws)."""

from datetime import UTC, datetime

import streamlit as st

from explorer.charts.coverage import Span, Target, Today, Year
from explorer.charts.coverage import coverage_by_target as target_chart
from explorer.charts.coverage import coverage_by_year as year_chart
from explorer.effort.coverage import (
    Covered,
    TargetCoverage,
    YearCoverage,
    coverage_by_target,
    coverage_by_year,
    coverage_today,
)
from explorer.effort.coverage_words import (
    coverage_notes,
    coverage_sentence,
    measured_by,
    share_text,
    span_text,
    year_notes,
)
from explorer.effort.need import find_unfit
from explorer.effort.need_words import counted_notes, unfit_sentences
from explorer.effort.subject import Subject
from explorer.i18n import Translator
from explorer.names import TARGET_AREA_NAMES
from explorer.narrative import period_text
from explorer.ui.gaps.parts import Column, Row, on_dark_paper, table_html, words_html
from explorer.ui.sources import selected_lines
from explorer.view import ViewState
from explorer.workspace import Workspace


@st.cache_resource(show_spinner=False, max_entries=32)
def _by_target(
    _workspace: Workspace,
    _subject: Subject,
    view: ViewState,  # noqa: ARG001  these two tell subjects apart
    stamp: str,  # noqa: ARG001
) -> tuple[TargetCoverage, ...]:
    return coverage_by_target(_workspace, _subject)


@st.cache_resource(show_spinner=False, max_entries=32)
def _by_year(
    _workspace: Workspace,
    _subject: Subject,
    view: ViewState,  # noqa: ARG001  these two tell subjects apart
    stamp: str,  # noqa: ARG001
    this_year: int,
) -> tuple[YearCoverage, ...]:
    return coverage_by_year(_workspace, _subject, this_year=this_year)


def draw_coverage(workspace: Workspace, subject: Subject, t: Translator) -> None:
    """Draw the part."""
    today, key = coverage_today(subject), _plain(subject.view)
    stamp, this_year = workspace.register.stamp, datetime.now(UTC).year
    reason = find_unfit(subject)
    if reason is not None:
        st.html(words_html(unfit_sentences(subject, reason, t)))
    st.html(words_html([coverage_sentence(today, t)], lead=True))
    targets = _by_target(workspace, subject, key, stamp)
    years = _by_year(workspace, subject, key, stamp, this_year)
    with st.container(key="coverage_split", horizontal=True, gap="large"):
        with st.container(key="coverage_targets"):
            st.html(words_html((), title=t("Target area by target area, today")))
            st.altair_chart(
                target_chart(
                    [_target(each, workspace, t) for each in targets], t, dark=on_dark_paper()
                ),
                theme=None,
                width="stretch",
                key="chart_coverage_targets",
            )
        with st.container(key="coverage_years"):
            st.html(words_html(_without_years(years, t), title=t("What counts here, year by year")))
            if years:
                st.altair_chart(
                    year_chart(
                        [_year(each) for each in years],
                        Today(_percent(today.need), today.everyone.percent),
                        t,
                        dark=on_dark_paper(),
                    ),
                    theme=None,
                    width="stretch",
                    key="chart_coverage_years",
                )
                st.html(words_html((), notes=year_notes(years, t)))
    notes = [*counted_notes(subject, t), *coverage_notes(workspace, subject, t)]
    if subject.has_need:
        notes += selected_lines(workspace, subject.selected, t)
    st.html(words_html((), notes=notes))
    with st.expander(t("Target areas in figures"), key="coverage_target_table"):
        st.html(_target_table(workspace, targets, t))
    if years:
        with st.expander(t("Years in figures"), key="coverage_year_table"):
            st.html(_year_table(years, t))


def _plain(view: ViewState) -> ViewState:
    """Leave out what does not change the figures, so that the cache holds one copy of them."""
    return ViewState(
        indicator=view.indicator,
        period=view.period,
        effort_level=view.effort_level,
        themes=view.themes,
        doubtful=view.doubtful,
        city_wide=view.city_wide,
    )


def _percent(covered: Covered | None) -> float | None:
    return None if covered is None else covered.percent


def _target(each: TargetCoverage, workspace: Workspace, t: Translator) -> Target:
    return Target(
        t(TARGET_AREA_NAMES[each.target_area]),
        measured_by(each, workspace, t),
        _percent(each.coverage.need),
        each.coverage.everyone.percent,
    )


def _span(least: Covered | None, most: Covered | None) -> Span | None:
    low, high = _percent(least), _percent(most)
    return None if low is None or high is None else Span(low, high)


def _year(each: YearCoverage) -> Year:
    return Year(
        each.year,
        _span(each.least.need, each.most.need),
        _span(each.least.everyone, each.most.everyone),
    )


def _without_years(years: tuple[YearCoverage, ...], t: Translator) -> list[str]:
    if years:
        return []
    return [t("No matching initiative has a start that is known, so no years can be told of.")]


def _target_table(workspace: Workspace, targets: tuple[TargetCoverage, ...], t: Translator) -> str:
    columns = [
        Column(t("Target area")),
        Column(t("Need is told by"), prose=True),
        Column(t("Initiatives that run"), number=True),
        Column(t("Residents in areas less favourable than the city"), number=True),
        Column(t("Of them where one runs"), number=True),
        Column(t("Of all residents"), number=True),
    ]
    rows = [
        Row(
            (
                t(TARGET_AREA_NAMES[each.target_area]),
                measured_by(each, workspace, t),
                t.number(len(each.initiatives), 0),
                t("no figure")
                if each.coverage.need is None
                else t.number(each.coverage.need.people, 0),
                share_text(each.coverage.need, t),
                share_text(each.coverage.everyone, t),
            )
        )
        for each in targets
    ]
    return table_html(columns, rows)


def _year_table(years: tuple[YearCoverage, ...], t: Translator) -> str:
    columns = [
        Column(t("Year")),
        Column(t("Figures")),
        Column(t("Known to run"), number=True),
        Column(t("May have run"), number=True),
        Column(t("In areas less favourable than the city"), number=True),
        Column(t("Of all residents"), number=True),
    ]
    rows = [
        Row(
            (
                str(each.year),
                period_text(each.period) or t("no figure"),
                t.number(each.known, 0),
                t.number(each.possible, 0),
                span_text(each.least.need, each.most.need, t),
                span_text(each.least.everyone, each.most.everyone, t),
            )
        )
        for each in reversed(years)
    ]
    return table_html(columns, rows)
