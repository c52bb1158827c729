"""What is shown makes sense when it is read aloud, and without colours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from bot.message import Button, Inline, Message, Style
from bot.translate import LANGUAGES, words
from tests.test_message import everything

SIGNS = {
    "✅": ("voldoet", "meets"),
    "❌": ("voldoet niet", "niet goed", "does not meet", "not right"),
    "❓": (
        "bespreken",
        "nog te bepalen",
        "uit te zoeken",
        "weet ik niet",
        "discuss",
        "to decide",
        "to find out",
        "i do not know",
    ),
    "🕐": ("bespreken", "discuss"),
}
"""What each sign says; one of these stands in the words of a message that shows it."""

VAGUE = {"Open", "OK", "Hier", "Here", "Klik hier", "Click here", "Wijzigen"}


def spoken(said: Message, language: str) -> str:
    return "\n".join(words(line.words, language) for line in said.lines)


def buttons(said: Message) -> Iterator[Button]:
    if isinstance(said.keyboard, Inline):
        for row in said.keyboard.rows:
            yield from row


def test_every_line_and_button_has_words() -> None:
    for said in everything():
        for language in LANGUAGES:
            shown = [words(line.words, language) for line in said.lines]
            shown = [line for line in shown if line.strip()]
            assert shown
            for one in [*shown, *(words(b.label, language) for b in buttons(said))]:
                assert re.search(r"\w", one), one


def test_a_sign_in_a_text_stands_beside_what_it_says() -> None:
    met: Counter[str] = Counter()
    for said in everything():
        for language in LANGUAGES:
            text = spoken(said, language)
            for sign, meanings in SIGNS.items():
                if sign in text:
                    met[sign] += 1
                    assert any(meaning in text.lower() for meaning in meanings), (sign, text)
    assert met.keys() >= {"✅", "❌", "❓"}
    print(met)


def test_a_button_says_what_it_does_by_itself() -> None:
    found = {
        words(b.label, lang) for said in everything() for b in buttons(said) for lang in LANGUAGES
    }
    assert len(found) > 300
    assert not found & (VAGUE - {"Open"})
    opening = {b.press.partition(":")[0] for b in every_button() if words(b.label, "en") == "Open"}
    assert opening == {"check"}, "the one of a saved check, as its result has it"


def test_a_colour_says_the_same_everywhere() -> None:
    for style in (Style.SEND, Style.DECLINE):
        bearing = {words(b.label, "en") for b in every_button() if b.style is style}
        print(style, sorted(bearing))
        others = {words(b.label, "en") for b in every_button() if b.style is not style}
        assert not bearing & others


def every_button() -> Iterator[Button]:
    return (button for said in everything() for button in buttons(said))
