"""What every suite shares."""

from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parent.parent

settings.register_profile(
    "equality-map",
    # The same examples on every run: a build never fails by luck, and a failure can be repeated.
    derandomize=True,
    # The first example of a test also pays for imports and for reading data.
    deadline=None,
)
settings.load_profile("equality-map")


@pytest.fixture(scope="session")
def project_root() -> Path:
    """Return the folder that holds streamlit_app.py."""
    return ROOT


@pytest.fixture(scope="session")
def shared_reference() -> Path:
    """Return the folder of reference files that are never copied into the project."""
    folder = ROOT.parent / "shared" / "reference"
    if not folder.is_dir():
        pytest.skip("the reference files are not here: no folder ../shared/reference")
    return folder
