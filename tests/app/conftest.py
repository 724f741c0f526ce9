from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from explorer.settings import settings

# A run on a slow machine with two cores, data loaded for the first time.
TIMEOUT_S = 60
OpenApp = Callable[..., AppTest]


def forget_settings() -> None:
    """Let the next run read the environment and the data again."""
    settings.cache_clear()
    st.cache_resource.clear()


@pytest.fixture(scope="session")
def frame_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that the app writes the map's files into."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def plain_settings(frame_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Take no setting from the machine that the tests run on, and leave nothing behind."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(frame_folder)
        for name in (
            *("DATA_DIR", "TILE_URL", "TILE_ATTRIBUTION", "DEFAULT_LANGUAGE"),
            *("EDITING", "GEOCODER_URL"),
        ):
            patch.delenv(f"EQUALITY_MAP_{name}", raising=False)
        patch.setenv("EQUALITY_MAP_CACHE_DIR", str(frame_folder))
        # Each file of tests has a register of its own, which its tests may change.
        database = tmp_path_factory.mktemp("register") / "register.sqlite"
        patch.setenv("EQUALITY_MAP_DATABASE_URL", f"sqlite:///{database}")
        forget_settings()
        yield
    forget_settings()


@pytest.fixture
def open_app(plain_settings: None, project_root: Path) -> OpenApp:  # noqa: ARG001  it sets the stage
    """Return what opens the app as a new visitor, by the parameters of a link."""

    def visit(**query: str) -> AppTest:
        visitor = AppTest.from_file(project_root / "streamlit_app.py", default_timeout=TIMEOUT_S)
        for name, text in query.items():
            visitor.query_params[name] = text
        return visitor.run()

    return visit
