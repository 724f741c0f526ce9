"""What the one who runs the app can set (reads the environment and a file `.env`)."""

from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

from platformdirs import user_cache_path, user_data_path
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from explorer.i18n import N_, languages
from geodata.problems import DataError, Problem

PREFIX: Final = "EQUALITY_MAP_"


# Each with the driver that comes with the requirements.
DATABASES: Final = ("sqlite:///", "postgresql://", "postgresql+psycopg://")


class Editing(StrEnum):
    """Who may change the register."""

    CLOSED = "closed"
    LOCALHOST = "localhost"


class Settings(BaseSettings):
    """
    Settings; nothing needs to be set: the defaults run on the built-in data and talk to nobody.

    | environment variable | default | what it sets |
    |---|---|---|
    | `EQUALITY_MAP_DATA_DIR` | none | Folder whose files replace the built-in ones by name. |
    | `EQUALITY_MAP_CACHE_DIR` | the user's cache folder | Folder for the map's files. |
    | `EQUALITY_MAP_TILE_URL` | none | Tile server, as an address with {z}, {x} and {y}. |
    | `EQUALITY_MAP_TILE_ATTRIBUTION` | none | Whom the tiles are by, as plain text. |
    | `EQUALITY_MAP_DEFAULT_LANGUAGE` | `sv` | Language of the page when a link names none. |
    | `EQUALITY_MAP_DATABASE_URL` | a file `register.sqlite` | Database of the register. |
    | `EQUALITY_MAP_EDITING` | `closed` | Who may change the register: nobody, or this machine. |
    | `EQUALITY_MAP_GEOCODER_URL` | none | Nominatim-like search that turns addresses into places. |

    A line of the same form in a file `.env`, in the folder where the app is started, does the same;
    the environment goes before it. An empty value counts as not set.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
    )

    data_dir: Path | None = Field(
        default=None, description="Folder whose files replace the built-in ones by name."
    )
    cache_dir: Path = Field(
        default_factory=lambda: user_cache_path("equality-map"),
        description="Folder for the map's files.",
    )
    tile_url: str = Field(
        default="", description="Tile server, as an address with {z}, {x} and {y}."
    )
    tile_attribution: str = Field(default="", description="Whom the tiles are by, as plain text.")
    default_language: str = Field(
        default="sv", description="Language of the page when a link names none."
    )

    database_url: str = Field(
        default="",
        description="Database of the register: sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME.",
    )
    editing: Editing = Field(
        default=Editing.CLOSED,
        description="Who may change the register: nobody (closed), or a browser on this machine (localhost).",
    )
    geocoder_url: str = Field(
        default="", description="Nominatim-like search that turns addresses into places."
    )

    @property
    def register_url(self) -> str:
        """
        Address of the register's database.

        Without one of its own it is a file: with data of one's own beside them, else in the user's
        data folder.
        """
        if self.database_url:
            return self.database_url
        folder = self.data_dir or user_data_path("equality-map")
        return f"sqlite:///{folder / 'register.sqlite'}"

    @field_validator("database_url")
    @classmethod
    def _check_database_url(cls, url: str) -> str:
        if url and not url.startswith(DATABASES):
            raise ValueError
        return url

    @field_validator("geocoder_url")
    @classmethod
    def _check_geocoder_url(cls, url: str) -> str:
        if url and not url.startswith(("https://", "http://")):
            raise ValueError
        return url

    @field_validator("data_dir")
    @classmethod
    def _check_data_dir(cls, folder: Path | None) -> Path | None:
        if folder is not None and not (folder := folder.expanduser()).is_dir():
            raise ValueError
        return folder

    @field_validator("cache_dir")
    @classmethod
    def _check_cache_dir(cls, folder: Path) -> Path:
        folder = folder.expanduser()
        if folder.exists() and not folder.is_dir():
            raise ValueError
        return folder

    @field_validator("tile_url")
    @classmethod
    def _check_tile_url(cls, url: str) -> str:
        # “/” is a server of tiles beside the app; any other scheme could run as a script.
        addressed = url.startswith(("https://", "http://", "/"))
        if url and not (addressed and all(part in url for part in ("{z}", "{x}", "{y}"))):
            raise ValueError
        return url

    @field_validator("default_language")
    @classmethod
    def _check_default_language(cls, lang: str) -> str:
        if lang not in languages():
            raise ValueError
        return lang


# Settings that may hold a password.
SECRETS: Final = frozenset({"database_url", "geocoder_url"})
ALLOWED: Final = {
    "data_dir": N_("a folder that exists"),
    "cache_dir": N_("a folder, not a file"),
    "tile_url": N_("an address that begins with https:// and holds {z}, {x} and {y}"),
    "database_url": N_("an address that begins with sqlite:/// or postgresql://"),
    "editing": N_("closed, or localhost"),
    "geocoder_url": N_("an address that begins with https://"),
}


def load_settings() -> Settings:
    """
    Read the settings.

    Raises
    ------
    DataError
        With one problem, code "bad-setting", for each setting that is not allowed.
    """
    try:
        return Settings()
    except ValidationError as error:
        problems = []
        for each in error.errors():
            name = str(each["loc"][0])
            allowed = ALLOWED.get(name, ", ".join(languages()))
            variable = PREFIX + name.upper()
            value = str(each["input"])
            if name in SECRETS:
                # What is wrong is shown to every visitor; a password must not be.
                value = f"{value.partition(':')[0]}:…"
            problems.append(Problem("bad-setting", "", None, variable, value, allowed))
        raise DataError(problems) from None


@cache
def settings() -> Settings:
    """Read the settings once; raises as `load_settings` does."""
    return load_settings()
