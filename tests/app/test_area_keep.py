"""What a visitor can take along from the page about an area."""

import pytest

from tests.app.conftest import OpenApp
from tests.app.test_gaps import words_of


@pytest.mark.parametrize(
    ("lang", "labels"),
    [("sv", ["Två sidor (PDF)", "Bild (PNG)"]), ("en", ["Two pages (PDF)", "Picture (PNG)"])],
)
def test_area_can_be_kept_as_two_pages_a_picture_and_a_link(
    open_app: OpenApp, lang: str, labels: list[str]
) -> None:
    visitor = open_app(page="area", area="306", lang=lang)
    assert not visitor.exception
    assert [each.proto.label for each in visitor.get("download_button")] == labels
    (link,) = (each.value for each in visitor.code)
    assert "area=306" in link
    assert "page=area" in link
    assert {"sv": "Spara och dela", "en": "Keep it"}[lang] in words_of(visitor)
