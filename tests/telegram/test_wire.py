"""What is sent over a connection, and the answers that are read from it, however they come in."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.wire import Answer, GarbledError, Place, answer, call

OK = b"HTTP/1.1 200 OK\r\n"
WHOLE = {
    "of a known length": (OK + b"Content-Length: 4\r\n\r\nhoi!", Answer(200, b"hoi!")),
    "in other letters": (OK + b"CONTENT-LENGTH:4\r\nServer: x\r\n\r\nhoi!", Answer(200, b"hoi!")),
    "with more after it": (
        OK + b"Content-Length: 1\r\n\r\nhoi!",
        Answer(200, b"h", rest=b"oi!"),
    ),
    "the last one": (
        OK + b"Connection: close\r\nContent-Length: 0\r\n\r\n",
        Answer(200, b"", last=True),
    ),
    "of an old server": (
        b"HTTP/1.0 200 OK\r\nContent-Length: 4\r\n\r\nhoi!",
        Answer(200, b"hoi!", last=True),
    ),
    "of an old server that goes on": (
        b"HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 4\r\n\r\nhoi!",
        Answer(200, b"hoi!"),
    ),
    "in chunks": (
        OK + b"Transfer-Encoding: chunked\r\n\r\n3\r\nhoi\r\n1;x=y\r\n!\r\n0\r\n\r\n",
        Answer(200, b"hoi!"),
    ),
    "in chunks, with a trailer": (
        OK + b"Transfer-Encoding: chunked\r\n\r\nA\r\n0123456789\r\n0\r\nX: 1\r\n\r\n",
        Answer(200, b"0123456789"),
    ),
    "without a body": (b"HTTP/1.1 204 No Content\r\n\r\n", Answer(204, b"")),
    "after another that is none": (
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 502 Bad Gateway\r\nContent-Length: 2\r\n\r\n:(",
        Answer(502, b":("),
    ),
}


@pytest.mark.parametrize("how", WHOLE)
def test_an_answer_is_read_whatever_pieces_it_comes_in(how: str) -> None:
    read, expected = WHOLE[how]
    end = len(read) - len(expected.rest)
    assert answer(read, ended=False) == expected
    assert [answer(read[:at], ended=False) for at in range(end)] == [None] * end


def test_an_answer_without_a_length_lasts_until_the_connection_ends() -> None:
    read = OK + b"\r\nhoi!"
    assert answer(read, ended=False) is None
    assert answer(read, ended=True) == Answer(200, b"hoi!", last=True)


def test_half_an_answer_is_none_even_when_the_connection_ends() -> None:
    assert answer(OK + b"Content-Length: 9\r\n\r\nhoi!", ended=True) is None
    assert answer(OK + b"Transfer-Encoding: chunked\r\n\r\n9\r\nhoi!", ended=True) is None


@pytest.mark.parametrize(
    "read",
    [
        b"SSH-2.0-OpenSSH\r\n\r\n",
        b"<html>" * 20_000,
        OK + b"Transfer-Encoding: chunked\r\n\r\n" + b"<html>" * 20_000,
    ],
)
def test_what_is_not_http_is_garbled(read: bytes) -> None:
    with pytest.raises(GarbledError):
        answer(read, ended=False)


def test_a_call_says_where_it_goes() -> None:
    place, sent = call("https://api.telegram.org/bot1:a/sendMessage", "agent", {"text": "hoi"})
    assert place == Place("api.telegram.org", 443, secure=True)
    head, _, body = sent.partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    assert lines[0] == "POST /bot1:a/sendMessage HTTP/1.1"
    assert {"Host: api.telegram.org", "User-Agent: agent", "Content-Length: 14"} < set(lines)
    assert body == b'{"text":"hoi"}'
    assert call("http://[::1]:8081/x", "agent", {})[0] == Place("::1", 8081, secure=False)


@given(
    st.dictionaries(st.text("abc_", min_size=1), st.text(st.characters(exclude_categories=["Cs"])))
)
def test_whatever_is_said_arrives(params: dict[str, str]) -> None:
    _, sent = call("http://there/x", "agent", params)
    head, _, body = sent.partition(b"\r\n\r\n")
    assert json.loads(body) == params
    assert f"Content-Length: {len(body)}".encode() in head


@pytest.mark.parametrize("address", ["http://", "there/x", "ftp://there/x", "http://there:1:1/x"])
def test_an_address_that_is_none(address: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever it says is not shown
        call(address, "agent", {})
