"""An area's printed report: whole, readable by a screen reader, the same every time, and never code."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from PIL import Image
from pypdf import PdfReader

from explorer.area.profile_words import card_words
from explorer.area.sheet import Sheet, build_sheet
from explorer.export.report import write_report
from explorer.export.report_print import print_card, print_pdf
from explorer.export.report_words import MOST_LISTED, AreaReport, report_area, words_of
from explorer.i18n import Translator, languages, translator
from explorer.initiatives.register import Register
from explorer.workspace import Workspace, with_register
from geodata.areas import AreaLevel

MADE = date(2026, 11, 25)
LINK = "https://example.org/?page=area&area=306"
A4_PT = (595.28, 841.89)
# The plain one, the typographic one and the soft one.
HYPHENS = "-\u2010\u00ad"
# Many initiatives; figures withheld; nearly no figures; one figure of several areas together.
CODES = ("306", "101", "516", "609")
# What would be commands in the text of a template, made up.
HOSTILE = (
    '#panic(“x”) #include "/etc/passwd" $x$ *b* _i_ <a> \\ `#let x = 1` @x // = [ ] {n} {total}'
)


def is_clear(picture: bytes) -> bool:
    """Whether nothing of the text of a card stands in the strip above its last lines."""
    with Image.open(BytesIO(picture)) as card:
        return card.convert("L").crop((0, 480, 740, 496)).getextrema() == (255, 255)


@dataclass(frozen=True)
class Printed:
    """One area's report in one language."""

    report: AreaReport
    t: Translator
    content: bytes

    @property
    def pages(self) -> list[str]:
        """The text of each page, on one line, as written: hyphens at ends of lines taken out."""
        pages = PdfReader(BytesIO(self.content)).pages
        return [flat(each.extract_text()) for each in pages]


def flat(text: str) -> str:
    """Take out all white space and hyphens: where lines break is not the question."""
    return "".join(each for each in text if not each.isspace() and each not in HYPHENS)


@pytest.fixture(scope="module")
def sheet(workspace: Workspace) -> Sheet:
    return build_sheet(workspace, AreaLevel.PRIMARY_AREA)


@pytest.fixture(params=[(code, lang) for code in CODES for lang in ("sv", "en")], ids=str)
def printed(request: pytest.FixtureRequest, workspace: Workspace, sheet: Sheet) -> Printed:
    code, lang = request.param
    t = translator(lang)
    report = report_area(workspace, sheet, code, link=LINK)
    return Printed(report, t, write_report("pdf", report, t=t, made=MADE))


def elements(node: Any) -> Iterator[Any]:
    """Walk a tree of tags."""
    if isinstance(node, pikepdf.Array):
        for each in node:
            yield from elements(each)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        yield from elements(node.get("/K", pikepdf.Array()))


def tags(content: bytes) -> list[Any]:
    """List the tags of a PDF in reading order, as plain pairs of a name and its words for a picture."""
    with pikepdf.open(BytesIO(content)) as pdf:
        root = pdf.Root.StructTreeRoot
        return [(str(each.S), str(each.get("/Alt", ""))) for each in elements(root.K)]


def test_report_is_two_a4_pages_with_name_and_date_on_each(printed: Printed) -> None:
    pages = PdfReader(BytesIO(printed.content)).pages
    assert len(pages) == 2
    for page, text in zip(pages, printed.pages, strict=True):
        size = (float(page.mediabox.width), float(page.mediabox.height))
        assert size == pytest.approx(A4_PT, abs=0.01)
        assert flat(printed.report.profile.area.name) in text
        assert flat(printed.t.date(MADE)) in text


def test_report_says_of_itself_that_it_is_pdf_ua(printed: Printed) -> None:
    with pikepdf.open(BytesIO(printed.content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.Root.Lang) == printed.t.lang
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert printed.report.profile.area.name in metadata["dc:title"]


def test_every_font_is_embedded(printed: Printed) -> None:
    with pikepdf.open(BytesIO(printed.content)) as pdf:
        found = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary)]
        described = [each for each in found if each.get("/Type") == "/FontDescriptor"]
        bare = [
            each
            for each in found
            if each.get("/Type") == "/Font"
            and each.get("/Subtype") != "/Type0"
            and "/FontDescriptor" not in each
        ]
        assert described
        assert bare == []
        assert all(
            {"/FontFile", "/FontFile2", "/FontFile3"} & set(each.keys()) for each in described
        )


def test_every_picture_has_words_and_every_table_its_heads(printed: Printed) -> None:
    found = tags(printed.content)
    pictures = [words for name, words in found if name == "/Figure"]
    strips = [
        row for row in words_of(printed.report, printed.t, made=MADE)["figures"] if row["strip"]
    ]
    # The strips, where the area lies, and the code of the link.
    assert len(pictures) == len(strips) + 2
    assert all(pictures)
    names = [name for name, _ in found]
    assert names.count("/H1") == 1
    assert names.index("/H1") < names.index("/H2")
    assert names.count("/Table") == 2
    assert names.count("/TH") == 8


def test_every_value_stands_as_on_the_page_with_its_source(printed: Printed) -> None:
    _, second = printed.pages
    sources = printed.report.workspace.table.sources
    for card in printed.report.profile.cards:
        words = card_words(card, printed.t, printed.t, sources)
        assert flat(words.title) in second
        assert flat(words.value) in second
        assert flat(words.reason) in second
        assert flat(words.source) in second
        assert (card.figure is None) == (words.source == "")
        if card.figure is not None:
            assert flat(words.quality) in second
            assert flat(words.origin) in second


def test_city_has_its_source_where_the_area_has_no_figure(
    workspace: Workspace, sheet: Sheet
) -> None:
    report = report_area(workspace, sheet, "516")
    words = words_of(report, translator("en"), made=MADE)
    rows = [row for row in words["figures"] if not row["known"]]
    assert rows
    assert all(row["city_from"].startswith("Source: ") for row in rows)
    named = " ".join(names for names, _ in words["origins"])
    assert all(row["title"] in named for row in rows)


def test_five_passages_stand_with_their_sources(printed: Printed) -> None:
    first, _ = printed.pages
    passages = words_of(printed.report, printed.t, made=MADE)["passages"]
    assert len(passages) == 5
    for each in passages:
        assert flat(each["text"]) in first
        assert flat(each["sources"]) in first


def test_withheld_figure_is_told_and_never_a_number(workspace: Workspace, sheet: Sheet) -> None:
    report = report_area(workspace, sheet, "101")
    (row,) = (
        each for each in words_of(report, translator("en"), made=MADE)["figures"] if each["reason"]
    )
    assert row["value"] == "No figure"
    assert row["reason"] == "Withheld to protect small groups."
    assert "101" not in row["alt"]
    assert "Kungsladugård" not in row["alt"]


def test_same_report_and_day_give_the_same_bytes(workspace: Workspace, sheet: Sheet) -> None:
    t = translator("sv")
    one, other = (report_area(workspace, sheet, "306", link=LINK) for _ in range(2))
    for form in ("pdf", "png"):
        first = write_report(form, one, t=t, made=MADE)
        assert first == write_report(form, other, t=t, made=MADE)
        assert first != write_report(form, one, t=t, made=date(2026, 11, 26))


def test_name_from_the_register_is_never_a_command(workspace: Workspace, sheet: Sheet) -> None:
    first, *rest = workspace.register.initiatives
    here = report_area(workspace, sheet, "306").profile.efforts.here[0]
    altered = [
        replace(each, name=HOSTILE, organisation=HOSTILE, contact=HOSTILE) if each == here else each
        for each in (first, *rest)
    ]
    register = Register(workspace.register.frame, tuple(altered), stamp="made up")
    report = report_area(
        with_register(workspace, register), sheet, "306", link=f"https://x/?{HOSTILE}"
    )
    t = translator("en")
    text = Printed(report, t, write_report("pdf", report, t=t, made=MADE)).pages[0]
    assert flat(HOSTILE) in text


def test_report_without_a_link_has_no_code_and_no_dead_link(
    workspace: Workspace, sheet: Sheet
) -> None:
    t = translator("en")
    content = write_report("pdf", report_area(workspace, sheet, "306"), t=t, made=MADE)
    assert not any("QR" in words for _, words in tags(content))
    with pikepdf.open(BytesIO(content)) as pdf:
        assert not any("/Annots" in page for page in pdf.pages)


def test_link_of_the_report_opens_the_page(workspace: Workspace, sheet: Sheet) -> None:
    t = translator("en")
    content = write_report("pdf", report_area(workspace, sheet, "306", link=LINK), t=t, made=MADE)
    with pikepdf.open(BytesIO(content)) as pdf:
        links = [each for page in pdf.pages for each in page.get("/Annots", [])]
        assert [str(each.A.URI) for each in links] == [LINK]
        assert all(str(each.Contents) for each in links)


def test_initiatives_left_out_are_counted(workspace: Workspace, sheet: Sheet) -> None:
    report = report_area(workspace, sheet, "306")
    words = words_of(report, translator("en"), made=MADE)["efforts"]
    left = len(report.profile.efforts.here) - MOST_LISTED
    assert left > 1
    assert len(words["rows"]) == MOST_LISTED
    assert words["left"] == f"{left} more stand on the area’s page."


def test_easy_swedish_is_written_only_in_swedish(workspace: Workspace, sheet: Sheet) -> None:
    plain, easy = (report_area(workspace, sheet, "306", easy=each) for each in (False, True))
    for lang, same in (("en", True), ("sv", False)):
        told = [words_of(each, translator(lang), made=MADE)["passages"] for each in (plain, easy)]
        assert (told[0] == told[1]) is same


@pytest.mark.parametrize("level", AreaLevel)
@pytest.mark.parametrize("lang", languages())
def test_every_area_fits_two_pages_and_one_picture(
    workspace: Workspace, level: AreaLevel, lang: str
) -> None:
    t = translator(lang)
    sheet = build_sheet(workspace, level)
    for code in workspace.areas.codes(level):
        report = report_area(workspace, sheet, code, easy=True, link=LINK)
        words = words_of(report, t, made=MADE)
        assert len(PdfReader(BytesIO(print_pdf(words, made=MADE))).pages) == 2, code
        picture = print_card(words)
        assert is_clear(picture), code
        # Several pages would be a list. Width and height stand in the head of every PNG.
        assert isinstance(picture, bytes), code
        assert [int.from_bytes(picture[at : at + 4]) for at in (16, 20)] == [1200, 630], code
