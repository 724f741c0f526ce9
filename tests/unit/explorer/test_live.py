import pytest

from explorer.ui.live import is_local

LOCAL = {"Host": "localhost:8501", "User-Agent": "x"}


@pytest.mark.parametrize("address", [None, "127.0.0.1", "::1", "127.0.0.2"])
@pytest.mark.parametrize(
    "host",
    [
        *("localhost", "localhost:8501", "LOCALHOST:80", "127.0.0.1", "127.0.0.1:8501"),
        *("[::1]", "[::1]:8501"),
    ],
)
def test_browser_on_this_machine_is_local(address: str | None, host: str) -> None:
    assert is_local(address, {"Host": host})
    assert is_local(address, {"host": host})


@pytest.mark.parametrize("address", ["192.168.1.7", "10.0.0.1", "2001:db8::1", "nonsense", ""])
def test_other_machine_is_not_local_whatever_host_it_names(address: str) -> None:
    assert not is_local(address, LOCAL)


@pytest.mark.parametrize(
    "host",
    [
        *("karta.example.org", "localhost.example.org", "127.0.0.1.example.org", "evil-localhost"),
        *("localhost:8501.example.org", "localhost:", "127.0.0.1:123456", "[::1]x", "", "::1"),
        *("localhost@example.org", "localhost/", "localhost\n", " localhost"),
    ],
)
def test_name_that_a_stranger_leads_to_this_machine_is_not_local(host: str) -> None:
    assert not is_local(None, {"Host": host})


def test_request_without_a_host_is_not_local() -> None:
    assert not is_local(None, {})


@pytest.mark.parametrize(
    "name",
    [
        *("Forwarded", "X-Forwarded-For", "x-forwarded-host", "X-Forwarded-Proto", "X-REAL-IP"),
        "Via",
    ],
)
def test_request_that_was_handed_on_is_not_local(name: str) -> None:
    """A proxy on this machine connects from here and may call it localhost."""
    assert not is_local(None, LOCAL | {name: "127.0.0.1"})
