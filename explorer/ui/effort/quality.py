"""How well the places are known, in a few quiet lines."""

from explorer.effort.quality import counted_in, location_quality, quality_sentences
from explorer.effort.subject import Subject
from explorer.i18n import Translator
from explorer.ui.markup import render
from explorer.workspace import Workspace


def quality_html(workspace: Workspace, subject: Subject, t: Translator) -> str:
    """Write the lines, for the initiatives that the open part of the page counts."""
    quality = location_quality(counted_in(workspace, subject), workspace.areas, subject.level)
    sentences, note = quality_sentences(
        quality, t, city_wide=subject.rule.city_wide, level=subject.level
    )
    return render("effort_quality.html", sentences=sentences, note=note)
