"""The search for addresses that can be set up, shared by all who ask it (asks the network, only where it is set up)."""

from functools import cache

from explorer.initiatives.geocoder import Geocoder
from explorer.settings import settings


def geocoder() -> Geocoder | None:
    """Give the search that is set up; None where there is none."""
    url = settings().geocoder_url
    return _geocoder(url) if url else None


# One for all sessions and pages: together they ask at most once a second.
@cache
def _geocoder(url: str) -> Geocoder:
    return Geocoder(url)
