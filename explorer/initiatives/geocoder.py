"""Addresses looked up with a search that answers as Nominatim does (asks the network, only where it is set up)."""

import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from http.client import HTTPException
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from explorer.initiatives.gazetteer import Candidate
from explorer.initiatives.model import Precision
from explorer.initiatives.rows import SURROUNDINGS

TIMEOUT_S: Final = 8.0
# What Nominatim's terms of use ask for, https://operations.osmfoundation.org/policies/nominatim/
PAUSE_S: Final = 1.0
MOST_BYTES: Final = 1_000_000
MOST_ANSWERS: Final = 5
MOST_LETTERS: Final = 200
USER_AGENT: Final = "equality-map (register of initiatives)"
# Kinds of answers that stand for a neighbourhood, not for a place in it.
_NEIGHBOURHOODS: Final = frozenset(
    {"suburb", "neighbourhood", "quarter", "city_district", "borough", "village", "town", "city"}
    | {"municipality", "county", "postcode", "administrative", "hamlet", "region", "state"}
)


class GeocoderError(Exception):
    """
    The search did not help; `code` says why.

    `no-answer`: nobody answered in time; `refused`: it answered that it will not; `not-understood`:
    what it answered is not what Nominatim answers.
    """

    def __init__(self, code: str, reason: str) -> None:
        self.code = code
        self.reason = reason
        super().__init__(f"{code}: {reason}")


class Geocoder:
    """
    A search for addresses.

    One object is shared by all sessions, so that together they ask at most once a second.

    Parameters
    ----------
    url
        Of the service or of its search, http or https.
    clock, sleep
        Seconds that only rise, and what waits; for tests.
    """

    def __init__(
        self,
        url: str,
        *,
        timeout_s: float = TIMEOUT_S,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        base = url.rstrip("/")
        self.url = base if base.endswith("/search") else f"{base}/search"
        self.host = urlsplit(url).hostname or ""
        self._timeout_s = timeout_s
        self._clock = clock
        self._sleep = sleep
        self._turn = threading.Lock()
        self._next = float("-inf")

    def search(self, words: str) -> tuple[Candidate, ...]:
        """
        Find places by an address, in the city and its surroundings alone, the likeliest first.

        Raises
        ------
        GeocoderError
            If there is no answer that can be used.
        """
        asked = " ".join(words.split())[:MOST_LETTERS]
        if not asked:
            return ()
        west, south, east, north = SURROUNDINGS
        query = urlencode(
            {
                "q": asked,
                "format": "jsonv2",
                "addressdetails": "1",
                "limit": str(MOST_ANSWERS),
                "viewbox": f"{west},{north},{east},{south}",
                "bounded": "1",
            }
        )
        with self._turn:
            wait = self._next - self._clock()
            if wait > 0:
                self._sleep(wait)
            try:
                payload = self._ask(f"{self.url}?{query}")
            finally:
                self._next = self._clock() + PAUSE_S
        return _read(payload, self.host)

    def _ask(self, address: str) -> bytes:
        request = urllib.request.Request(  # noqa: S310  the settings let http and https through alone
            address, headers={"User-Agent": USER_AGENT, "Accept": "application/json"}
        )
        try:
            with urllib.request.urlopen(request, timeout=self._timeout_s) as answer:  # noqa: S310
                payload: bytes = answer.read(MOST_BYTES + 1)
        except urllib.error.HTTPError as error:
            with error:
                raise GeocoderError("refused", f"HTTP {error.code}") from error
        except (OSError, HTTPException) as error:
            raise GeocoderError("no-answer", str(error)) from error
        if len(payload) > MOST_BYTES:
            raise GeocoderError("not-understood", f"more than {MOST_BYTES} bytes")
        return payload


def _read(payload: bytes, host: str) -> tuple[Candidate, ...]:
    try:
        answers = json.loads(payload)
    except (ValueError, RecursionError) as error:
        raise GeocoderError("not-understood", str(error)) from error
    if not isinstance(answers, list) or not all(isinstance(each, dict) for each in answers):
        raise GeocoderError("not-understood", "not a list of places")
    try:
        found = [_candidate(each, host) for each in answers[:MOST_ANSWERS]]
    except (KeyError, TypeError, ValueError) as error:
        raise GeocoderError("not-understood", f"{type(error).__name__}: {error}") from error
    return tuple(each for each in found if _in_surroundings(each))


def _candidate(answer: dict[str, Any], host: str) -> Candidate:
    return Candidate(
        # Labels are one line of an initiative's place.
        label=" ".join(str(answer["display_name"]).split())[:MOST_LETTERS],
        lon=round(float(answer["lon"]), 5),
        lat=round(float(answer["lat"]), 5),
        precision=_precision(answer),
        source=_credit(answer, host),
    )


def _credit(answer: dict[str, Any], host: str) -> str:
    """Name the search, and whom its answer is by as it asks to be named."""
    licence = " ".join(str(answer.get("licence", "")).split())[:MOST_LETTERS]
    return f"{host}: {licence}" if licence else host


def _precision(answer: dict[str, Any]) -> Precision:
    """Tell how exact an answer is; a street without a number is a neighbourhood."""
    address = answer.get("address")
    if isinstance(address, dict) and address.get("house_number"):
        return Precision.ADDRESS
    kinds = {str(answer.get(name, "")) for name in ("addresstype", "type")}
    if kinds & _NEIGHBOURHOODS or answer.get("category", answer.get("class")) in {
        "highway",
        "boundary",
        "place",
    }:
        return Precision.AREA
    return Precision.PLACE


def _in_surroundings(place: Candidate) -> bool:
    west, south, east, north = SURROUNDINGS
    # What is not a number is in no surroundings either.
    return west <= place.lon <= east and south <= place.lat <= north
