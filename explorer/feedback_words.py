"""Words for what readers tell: why a text is not taken, what was asked and answered, by whom and when."""

from collections.abc import Mapping
from typing import Final

from explorer.i18n import N_, Translator, language_name
from explorer.initiatives.feedback import (
    MOST_CONTACT,
    MOST_LINKS,
    MOST_TEXT,
    Fault,
    Feedback,
    FeedbackStatus,
)
from explorer.register_words import moment_text

STATUS_NAMES: Final[Mapping[FeedbackStatus, str]] = {
    FeedbackStatus.NEW: N_("New"),
    FeedbackStatus.ANSWERED: N_("Answered"),
    FeedbackStatus.CLOSED: N_("Closed"),
}
_TEXT_FAULTS: Final[Mapping[Fault, str]] = {
    Fault.EMPTY: N_("The text is empty. Write what does not look right."),
    Fault.LONG: N_("The text is too long. There is room for {most} characters."),
    Fault.HIDDEN: N_(
        "The text holds a character that cannot be seen. Write it anew, or paste it as plain text."
    ),
    Fault.MARKUP: N_("The text holds markup or a script. Only plain text can be sent."),
    Fault.LINKS: N_("The text holds too many web addresses. At most {links} can be sent."),
}
_CONTACT_FAULTS: Final[Mapping[Fault, str]] = {
    Fault.LONG: N_("What you give as contact is too long. There is room for {most} characters."),
    Fault.HIDDEN: N_("What you give as contact holds a character that cannot be seen."),
    Fault.MARKUP: N_("What you give as contact holds markup or a script. Give plain text."),
    Fault.LINKS: N_("Give an e-mail address or a telephone number as contact, not a web address."),
}


def fault_text(fault: Fault, field: str, t: Translator) -> str:
    """Say why what stands in a field ("text" or "contact") is not taken, and what to do."""
    words, most = (
        (_CONTACT_FAULTS, MOST_CONTACT) if field == "contact" else (_TEXT_FAULTS, MOST_TEXT)
    )
    return t(words[fault], most=t.number(most, 0), links=t.number(MOST_LINKS, 0))


def origin_text(feedback: Feedback, t: Translator) -> str:
    """Say when a message came and in which language the page was read."""
    return f"{moment_text(feedback.at, t)} · {language_name(feedback.message.lang)}"


def handling_text(feedback: Feedback, t: Translator) -> str:
    """Say who handled a message last and when; "" where nobody has."""
    if feedback.answered_at is None:
        return ""
    words = {
        FeedbackStatus.NEW: N_("Opened again by {who}, {moment}"),
        FeedbackStatus.ANSWERED: N_("Answered by {who}, {moment}"),
        FeedbackStatus.CLOSED: N_("Closed by {who}, {moment}"),
    }
    return t(
        words[feedback.status],
        who=feedback.answered_by,
        moment=moment_text(feedback.answered_at, t),
    )
