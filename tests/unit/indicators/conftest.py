import pytest

from geodata.areas import AreaRegister, load_areas
from indicators.table import IndicatorTable, load_table
from tests.unit.indicators.made_up import make_areas


@pytest.fixture(scope="session")
def town() -> AreaRegister:
    return make_areas()


@pytest.fixture(scope="session")
def gothenburg() -> AreaRegister:
    return load_areas()


@pytest.fixture(scope="session")
def table(gothenburg: AreaRegister) -> IndicatorTable:
    return load_table(gothenburg)
