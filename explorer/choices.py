"""What a person can choose between on the pages, by the names that links use."""

from enum import StrEnum


class Show(StrEnum):
    """Ways to show a value."""

    VALUE = "value"
    DIFFERENCE = "difference"
    RATIO = "ratio"
    RANK = "rank"


class Scheme(StrEnum):
    """Ways to put values into classes."""

    CITY = "city"
    QUANTILES = "quantiles"
    FISHER_JENKS = "fisher_jenks"
    EQUAL_INTERVALS = "equal_intervals"
    STANDARD_DEVIATIONS = "standard_deviations"
    OWN = "own"


class GapPart(StrEnum):
    """Parts of the page about gaps."""

    SIZE = "size"
    TIME = "time"
    PEOPLE = "people"
    AREAS = "areas"
    CLUSTERS = "clusters"
    BOARD = "board"


class ComparePart(StrEnum):
    """Parts of the page that compares."""

    MAPS = "maps"
    CHANGE = "change"
    TABLE = "table"
    SCATTER = "scatter"
    SIMILAR = "similar"
    INDEX = "index"
    OWN = "own"


class RegisterPart(StrEnum):
    """Parts of the page about the register of initiatives."""

    LIST = "list"
    ATTAINMENT = "attainment"
    FILES = "files"
    FEEDBACK = "feedback"


class EffortPart(StrEnum):
    """Parts of the page that holds effort against need."""

    NEED = "need"
    COVERAGE = "coverage"
    BLANKS = "blanks"
    REACH = "reach"
    CLOSING = "closing"
    TOGETHER = "together"


class EffortMap(StrEnum):
    """Maps of effort and need: four classes, or need and initiatives per resident together."""

    CLASSES = "classes"
    BIVARIATE = "bivariate"


class ReachBy(StrEnum):
    """How the reach of a place is drawn."""

    LINE = "line"
    AREAS = "areas"


class Sort(StrEnum):
    """What the register is sorted by."""

    NAME = "name"
    ORGANISER = "organiser"
    TARGET_AREA = "target_area"
    STATUS = "status"
    START = "start"
    PLACE = "place"
