"""HTML from templates in which every value is escaped: a name from the data never becomes markup."""

from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(str(files("explorer.ui") / "templates"))),
        autoescape=True,  # for every template, .svg too
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(template: str, **values: object) -> str:
    """
    Fill in a template of this package.

    Raises
    ------
    jinja2.UndefinedError
        If the template asks for a value that was not given.
    """
    return str(Markup(_environment().get_template(template).render(**values)))  # noqa: S704  autoescape is on
