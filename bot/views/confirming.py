"""Around the summary: which answer to change, sending it as it is, and what it leaves behind."""

from __future__ import annotations

from collections.abc import Mapping

from bot.buttons import Verb, data
from bot.message import Button, Line, Look, Message, message, rows
from bot.views.asking import BACK
from bot.views.fitting import shorten
from bot.views.summary import IS_IT_RIGHT, PHOTOS, SPOT, TELL_MORE, UNNUMBERED, send
from conversations.flow import Flow, Question
from conversations.shown import told
from conversations.text import N_, Text, Verbatim, text

LEFT_FOR = {
    "more": TELL_MORE,
    "spot": SPOT,
    "photos": PHOTOS,
    "lines": N_("Change something"),
    "summary": N_("It stands below once more."),
}
"""For what someone left a summary, where it is not to change one answer."""

ON_A_BUTTON = 26
"""UTF-16 units of an answer that a button shows beside what it is the answer to."""


def choose_line(conversation: int, flow: Flow, answers: Mapping[str, str]) -> Message:
    """Return the summary's lines as buttons, to change any of them."""
    buttons = (
        Button(
            text(
                UNNUMBERED,
                short=text(q.short),
                answer=_button_answer(q, answers[q.key]),
            ),
            data(Verb.CHANGE, conversation, q.key),
        )
        for q in flow.applying(answers)
        if q.key in answers
    )
    return message(
        Line(text(N_("Which answer do you want to change?")), Look.BOLD),
        keyboard=rows(*buttons, Button(BACK, data(Verb.SUMMARY, conversation))),
    )


def _button_answer(question: Question, value: str) -> str | Text:
    words = told(question, value)
    if isinstance(words, Verbatim):
        return shorten(" ".join(words.words.split()), ON_A_BUTTON)
    return words


def as_it_is(conversation: int) -> Message:
    """Ask who says yes to a summary that is not all right whether it may go as it is."""
    return message(
        Line(text(N_("Do you want to send it like this?")), Look.BOLD),
        keyboard=rows(
            send(conversation, met=False),
            Button(text(N_("Change an answer")), data(Verb.LINES, conversation)),
        ),
    )


def gone_on(flow: Flow, showing: str) -> Message:
    """Return what is left of a summary that someone left for something else: a new one comes."""
    asked = flow.by_key.get(showing)
    change = text(N_("Change: {short:lower}"), short=text(asked.short)) if asked else None
    left_for = text(LEFT_FOR[showing]) if showing in LEFT_FOR else change
    return message(text(IS_IT_RIGHT), *([Line(left_for, Look.BOLD)] if left_for else []))
