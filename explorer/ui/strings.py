"""Words that the map's frame writes itself, by the key its scripts use; marked here for translation."""

from collections.abc import Mapping

from explorer.i18n import N_
from explorer.names import (
    PRECISION_NAMES,
    QUALITY_NAMES,
    SHOW_NAMES,
    STATUS_NAMES,
    TARGET_AREA_NAMES,
)
from explorer.view import Show

SHOWN_HEADINGS: Mapping[Show, str] = {**SHOW_NAMES, Show.RANK: N_("Place from the highest")}

STRINGS: Mapping[str, str] = {
    # Map and areas
    "map": N_("Map"),
    "areas_keys": N_("Arrow keys move between areas, Enter chooses one, Shift and Enter adds it."),
    "zoom_in": N_("Zoom in"),
    "zoom_out": N_("Zoom out"),
    "whole_map": N_("Show the whole city"),
    "find_area": N_("Find an area"),
    "clear": N_("Clear choice"),
    "load_failed": N_("The map could not be loaded. Reload the page."),
    # Readout, legend and strip
    "no_figure": N_("no figure"),
    "city_value": N_("The city: {n}."),
    "city_short": N_("city {n}"),
    "areas": N_("areas"),
    "residents": N_("residents"),
    "under_thousand": N_("< 1,000"),
    "chosen": N_("chosen area"),
    "pointed_at": N_("area under the pointer"),
    "all_areas": N_("All areas"),
    "margin": N_("uncertainty ± {n}"),
    "margin_unknown": N_("uncertainty not known"),
    "margin_heading": N_("Uncertainty"),
    "strip_label": N_("{n} areas with a figure, from {low} to {high}."),
    "quality.-": N_("No figure"),
    "quality.s": N_("Withheld to protect small groups"),
    "unit.percent": N_("{n}%"),
    "unit.persons": N_("{n} residents"),
    "unit.pupils": N_("{n} pupils"),
    "unit.reports": N_("{n} reports"),
    "unit.thousand SEK": N_("SEK {n} thousand"),
    "unit.SEK/year": N_("SEK {n} a year"),
    **{f"shown.{show.value}": name for show, name in SHOWN_HEADINGS.items()},
    # Drawing a shape
    "draw_shape": N_("Draw a shape"),
    "draw_finish": N_("Finish"),
    "draw_cancel": N_("Cancel"),
    "draw_corners": N_("Corners: {n}"),
    "draw_start": N_(
        "Click or tap on the map to set a corner. At least three are needed. Escape leaves."
    ),
    "draw_start_keys": N_(
        "Arrow keys move the map, Enter sets a corner at the cross. At least three are needed."
        " Escape leaves."
    ),
    "draw_close": N_(
        "Go on, or close the shape: click the first corner, or choose Finish. Backspace takes the"
        " last corner away."
    ),
    "draw_close_keys": N_(
        "Go on, or close the shape: press Enter twice in one place, or choose Finish. Backspace"
        " takes the last corner away."
    ),
    "draw_full": N_("There is room for {n} corners. Choose Finish to close the shape."),
    # Setting a point
    "point_set": N_("Set the point"),
    "point_with_keys": N_("Set the point with the keys"),
    "point_here": N_("Set it here"),
    "point_keys": N_(
        "Arrow keys move the map, with Shift a little; Enter sets the point at the cross. Escape"
        " leaves."
    ),
    # Time
    "play": N_("Play the periods"),
    "pause": N_("Pause"),
    "period": N_("Period"),
    # Table
    "table": N_("Table"),
    "area": N_("Area"),
    "part_of": N_("Part of"),
    "class": N_("Class"),
    "residents_heading": N_("Residents"),
    "quality": N_("Quality"),
    # Initiatives
    "in_view": N_("Initiatives in view"),
    "whole_city": N_("Whole city"),
    "several_places": N_("Several places"),
    "note.view": N_(
        "Initiatives with a point inside the part of the map you see. A dashed outline means that"
        " only the neighbourhood is known; the point stands in it, not at an address."
    ),
    "note.everywhere": N_("These run in the whole city. They have no point on the map."),
    "note.several": N_(
        "These run in several places, or in a whole part of the city, without a known point."
    ),
    "none_here": N_("None of the initiatives you have chosen to see."),
    "close": N_("Close"),
    "organiser": N_("Organiser"),
    "place": N_("Place"),
    "years": N_("Years"),
    "state": N_("Status"),
    "for_whom": N_("For whom"),
    "precision": N_("On the map"),
    "since": N_("since {year}"),
    "until": N_("until {year}"),
    "years_unknown": N_("years not known"),
    "source_is": N_("Source: {title}"),
    "new_tab": N_("(opens in a new tab)"),
    "precision_key": N_("only the neighbourhood is known"),
    # One letter for each quality travels to the frame; its first is enough to tell them apart.
    **{f"quality.{quality[0]}": name for quality, name in QUALITY_NAMES.items()},
    **{f"precision.{precision}": name for precision, name in PRECISION_NAMES.items()},
    **{f"status.{status}": name for status, name in STATUS_NAMES.items()},
    **{f"target.{area.value}": name for area, name in TARGET_AREA_NAMES.items()},
}
