"""What cannot be seen is left out of what people typed; what can be seen stays."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.unseen import without_unseen

SEEN = {
    "blad opruimen": "blad opruimen",
    "één café, 5 € — “zó”": "één café, 5 € — “zó”",
    "cafe\u0301": "café",
    "regel\neen\ttwee": "regel\neen\ttwee",
    "een\r\ntwee\u2028drie\u2029vier": "een\ntwee\ndrie\nvier",
    "b\u200bl\u200ca\u200dd\u2060\ufeff": "blad",
    "zacht\u00adstreepje": "zachtstreepje",
    "\u202egnimiur\u202c \u2066x\u2069\u200f\u061c": "gnimiur x",
    "nul\x00 bel\x07 escape\x1b[2J": "nul bel escape[2J",
    "halve \ud83d teken": "halve  teken",
    "\U000e0041\U000e0042 vlag": " vlag",
    "\u3164\u115f\u1160\uffa0\u034f": "",
    "\ufffe\uffff\ufdd0\U0010ffff": "",
    "\u2800": " ",
    "👨‍👩‍👧‍👦": "👨‍👩‍👧‍👦",
    "🏳️‍🌈 👩🏽‍🌾 ❤️‍🔥": "🏳️‍🌈 👩🏽‍🌾 ❤️‍🔥",
    "🧑‍": "🧑",
    "👍🏾": "👍🏾",
    "سلام عليكم": "سلام عليكم",
    "İıŞş Привіт": "İıŞş Привіт",
    "": "",
}


@pytest.mark.parametrize("typed", SEEN, ids=ascii)
def test_what_is_seen(typed: str) -> None:
    assert without_unseen(typed) == SEEN[typed]


@given(st.text(st.characters(codec=None)) | st.text("a\u200d😀\u0301\ud800\n\u202e️"))
def test_any_text(typed: str) -> None:
    seen = without_unseen(typed)
    assert without_unseen(seen) == seen
    assert unicodedata.is_normalized("NFC", seen)
    seen.encode()
    hidden = {c for c in seen if unicodedata.category(c) in {"Cc", "Cf", "Cs"}}
    assert hidden <= {"\n", "\t", "\u200d"}
    if not any(map(unicodedata.combining, typed)):  # a mark makes another letter of the one before
        assert [c for c in seen if "a" <= c <= "z"] == [c for c in typed if "a" <= c <= "z"]
