"""The search for addresses, against a server on this machine that answers as Nominatim does."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from explorer.initiatives.geocoder import MOST_BYTES, Geocoder, GeocoderError
from explorer.initiatives.model import Precision

# In the form of https://nominatim.org/release-docs/latest/api/Output/#json; the values are made up.
ADDRESS = {
    "place_id": 1,
    "licence": "Data © OpenStreetMap contributors, ODbL 1.0",
    "lat": "57.7806123",
    "lon": "12.0342987",
    "category": "building",
    "type": "yes",
    "addresstype": "building",
    "display_name": "1, Hammarkulletorget, Hammarkullen, Göteborg",
    "address": {"house_number": "1", "road": "Hammarkulletorget"},
}
SUBURB = ADDRESS | {
    "category": "boundary",
    "type": "suburb",
    "addresstype": "suburb",
    "display_name": "Hammarkullen",
    "address": {"suburb": "Hammarkullen"},
}
STREET = SUBURB | {"category": "highway", "type": "residential", "addresstype": "road"}
LIBRARY = SUBURB | {"category": "amenity", "type": "library", "addresstype": "amenity"}
STOCKHOLM = ADDRESS | {"lat": "59.33", "lon": "18.06"}


class _Server(ThreadingHTTPServer):
    status = 200
    payload = b"[]"
    asked: list[tuple[str, dict[str, str]]]


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        self.send_response(self.server.status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(self.server.payload)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  its own name for it
        pass


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[_Server]:
    # No proxy of this machine's settings may stand between the test and its server.
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with _Server(("127.0.0.1", 0), _Handler) as running:
        running.asked = []
        thread = threading.Thread(target=running.serve_forever, args=(0.01,))
        thread.start()
        yield running
        running.shutdown()
        thread.join()


class _Clock:
    """Time that passes only when somebody waits."""

    def __init__(self) -> None:
        self.now = 100.0
        self.waited: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.now += seconds


def make(server: _Server, clock: _Clock | None = None) -> Geocoder:
    passing = clock or _Clock()
    return Geocoder(
        f"http://127.0.0.1:{server.server_port}/",
        timeout_s=5,
        clock=lambda: passing.now,
        sleep=passing.sleep,
    )


def answer(server: _Server, *places: object) -> None:
    server.payload = json.dumps(places).encode()


def test_address_is_asked_for_in_the_city_alone_and_by_name(server: _Server) -> None:
    answer(server, ADDRESS)
    (found,) = make(server).search("  Hammarkulletorget   1 ")
    ((path, headers),) = server.asked
    query = {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}
    assert urlsplit(path).path == "/search"
    assert query["q"] == "Hammarkulletorget 1"
    assert query["bounded"] == "1"
    west, north, east, south = map(float, query["viewbox"].split(","))
    assert west < 11.97 < east
    assert south < 57.71 < north
    assert "equality-map" in headers["User-Agent"]
    assert found.label == "1, Hammarkulletorget, Hammarkullen, Göteborg"
    assert (found.lon, found.lat) == (12.0343, 57.78061)
    # As the licence of the answer asks to be named.
    assert found.source == "127.0.0.1: Data © OpenStreetMap contributors, ODbL 1.0"


def test_precision_is_never_better_than_the_answer(server: _Server) -> None:
    answer(server, ADDRESS, SUBURB, STREET, LIBRARY)
    assert [each.precision for each in make(server).search("x")] == [
        Precision.ADDRESS,
        Precision.AREA,
        Precision.AREA,
        Precision.PLACE,
    ]


def test_answer_outside_the_surroundings_is_left_out(server: _Server) -> None:
    answer(server, STOCKHOLM, ADDRESS, ADDRESS | {"lat": "nan"})
    assert len(make(server).search("x")) == 1


def test_nothing_found_is_no_error(server: _Server) -> None:
    assert make(server).search("xyzzy") == ()


def test_no_words_ask_nobody(server: _Server) -> None:
    assert make(server).search("  ") == ()
    assert server.asked == []


def test_a_second_passes_between_two_requests(server: _Server) -> None:
    clock = _Clock()
    geocoder = make(server, clock)
    geocoder.search("a")
    geocoder.search("b")
    assert clock.waited == [1.0]
    clock.now += 5
    geocoder.search("c")
    assert clock.waited == [1.0]
    assert len(server.asked) == 3


def test_sessions_that_ask_at_once_take_turns(server: _Server) -> None:
    clock = _Clock()
    geocoder = make(server, clock)
    threads = [threading.Thread(target=geocoder.search, args=(f"{n}",)) for n in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(server.asked) == 5
    assert clock.waited == [1.0] * 4


@pytest.mark.parametrize(
    "payload",
    [
        b"<html>",
        b"{}",
        b'{"error": "x"}',
        b"[1]",
        b"[{}]",
        b'[{"lat": "x", "lon": "y", "display_name": "z"}]',
        b'[{"lat": null, "lon": "12", "display_name": "z"}]',
        b"\xff\xfe",
        b"[" * 100_000,
        b" " * (MOST_BYTES + 1),
    ],
)
def test_answer_that_is_no_list_of_places_is_told(server: _Server, payload: bytes) -> None:
    server.payload = payload
    with pytest.raises(GeocoderError) as caught:
        make(server).search("x")
    assert caught.value.code == "not-understood"


@pytest.mark.parametrize("status", [403, 429, 500])
def test_refusal_is_told(server: _Server, status: int) -> None:
    server.status = status
    with pytest.raises(GeocoderError) as caught:
        make(server).search("x")
    assert caught.value.code == "refused"


def test_nobody_there_is_told_and_the_next_one_still_waits(server: _Server) -> None:
    clock = _Clock()
    geocoder = Geocoder("http://127.0.0.1:9", clock=lambda: clock.now, sleep=clock.sleep)
    for _ in range(2):
        with pytest.raises(GeocoderError) as caught:
            geocoder.search("x")
        assert caught.value.code == "no-answer"
    assert clock.waited == [1.0]
    assert server.asked == []


def test_markup_in_an_answer_stays_text(server: _Server) -> None:
    hostile = ADDRESS | {"display_name": "<img src=x onerror=alert(1)>\n\tTorget"}
    answer(server, hostile)
    (found,) = make(server).search("x")
    assert found.label == "<img src=x onerror=alert(1)> Torget"


def test_answer_without_a_licence_names_the_search_alone(server: _Server) -> None:
    server.payload = json.dumps([{**ADDRESS, "licence": "  "}]).encode()
    (found,) = Geocoder(f"http://127.0.0.1:{server.server_port}").search("torget 1")
    assert found.source == "127.0.0.1"
