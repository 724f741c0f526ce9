"""The small drawings of an area's printed report as SVG, dark enough for black and white (draws)."""

import xml.etree.ElementTree as ET
from io import BytesIO
from typing import Final

import segno

from explorer.area.pictures import Locator, StripPicture

# What is printed has no dark side: one set of colours, told apart by lightness too.
LAND, OWN, EDGE, TICK, INK = "#d9dee1", "#00506a", "#ffffff", "#7d8c97", "#000000"
STRIP_WIDTH: Final = 300
STRIP_HEIGHT: Final = 34
STRIP_MARGIN: Final = 10
LOCATOR_MARGIN: Final = 18
RING_PX: Final = 16
SVG: Final = "http://www.w3.org/2000/svg"


def draw_strip(picture: StripPicture) -> str:
    """Draw every area as a line, the whole city as a longer one, and the area as a disc."""
    svg = _paper(0, 0, STRIP_WIDTH, STRIP_HEIGHT)
    for tick in picture.ticks:
        _line(svg, _across(tick), 11, 23, colour=TICK, width=1.4)
    if picture.city is not None:
        _line(svg, _across(picture.city), 2, 32, colour=INK, width=2.4)
    if picture.own is not None:
        _disc(svg, _across(picture.own), STRIP_HEIGHT / 2, 7.5, fill=OWN, stroke=EDGE)
    return _text(svg)


def draw_locator(locator: Locator) -> str:
    """Draw the parts of the city with one area dark, and a ring round a small one."""
    margin = LOCATOR_MARGIN
    svg = _paper(-margin, -margin, locator.width + 2 * margin, locator.height + 2 * margin)
    for path in locator.parts:
        ET.SubElement(svg, "path", {"d": path, "fill": LAND, "stroke": EDGE})
    ET.SubElement(svg, "path", {"d": locator.own, "fill": OWN, "stroke": EDGE})
    if locator.ring is not None:
        _disc(svg, *locator.ring, RING_PX, fill="none", stroke=OWN)
    return _text(svg)


def draw_code(link: str) -> str:
    """Draw a link as a QR code."""
    stream = BytesIO()
    segno.make(link, error="m", micro=False).save(stream, kind="svg", border=0, xmldecl=False)
    return stream.getvalue().decode()


def _paper(left: float, top: float, width: float, height: float) -> ET.Element:
    box = f"{left:g} {top:g} {width:g} {height:g}"
    return ET.Element(
        "svg", {"xmlns": SVG, "viewBox": box, "width": f"{width:g}", "height": f"{height:g}"}
    )


def _line(
    svg: ET.Element, x: float, top: float, bottom: float, *, colour: str, width: float
) -> None:
    ends = {"x1": f"{x:g}", "x2": f"{x:g}", "y1": f"{top:g}", "y2": f"{bottom:g}"}
    ET.SubElement(svg, "line", {**ends, "stroke": colour, "stroke-width": f"{width:g}"})


def _disc(svg: ET.Element, x: float, y: float, radius: float, *, fill: str, stroke: str) -> None:
    where = {"cx": f"{x:g}", "cy": f"{y:g}", "r": f"{radius:g}"}
    ET.SubElement(svg, "circle", {**where, "fill": fill, "stroke": stroke, "stroke-width": "2"})


def _across(share: float) -> float:
    return round(STRIP_MARGIN + (STRIP_WIDTH - 2 * STRIP_MARGIN) * share, 1)


def _text(svg: ET.Element) -> str:
    return ET.tostring(svg, encoding="unicode")
