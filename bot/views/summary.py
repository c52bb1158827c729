"""All answers together, with the advice on them: before sending, and for who reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.buttons import Verb, data
from bot.message import GAP, Button, Inline, Line, Look, Message, Style, message, rows
from bot.views.asking import STOP, param
from bot.views.fitting import shortened
from conversations.flow import SPOKEN, Flow, Question
from conversations.shown import told
from conversations.text import N_, Text, text
from conversations.verdict import Advice, Condition, Outcome

MARKS = {Outcome.MET: "✅", Outcome.NOT_MET: "❌", Outcome.UNCLEAR: "❓"}
ADVICE = {
    Outcome.MET: N_("**Advice: meets all conditions**"),
    Outcome.NOT_MET: N_("**Advice: does not meet the conditions**"),
    Outcome.UNCLEAR: N_("**Advice: discuss**"),
}
LINE = N_("{n} {short}: {answer:lower}")
UNNUMBERED = N_("{short}: {answer:lower}")
IS_IT_RIGHT = N_("Is this correct?")
TELL_MORE = N_("Tell more")
PHOTOS = N_("Photos")
SPOT = N_("Exact spot")
LONGEST = 300
"""UTF-16 units of one answer in the summary: all lines together must fit in one message."""


def summary(
    conversation: int,
    flow: Flow,
    answers: Mapping[str, str],
    advice: Advice,
    photos: int,
    voices: int = 0,
) -> Message:
    """Return the summary that a person confirms, with a way forward for every condition."""
    return message(
        Line(text(IS_IT_RIGHT), Look.BOLD),
        *lines(flow, answers, photos, voices=voices),
        GAP,
        *verdict(flow, advice),
        keyboard=_keyboard(
            conversation, flow, advice, removing(conversation, answers, photos, voices)
        ),
    )


def lines(
    flow: Flow,
    answers: Mapping[str, str],
    photos: int,
    longest: int = LONGEST,
    voices: int = 0,
) -> Iterator[Line]:
    """Yield a line for each answer, and for the photos and voice messages."""
    numbered = flow.numbered(answers)
    for question in flow.applying(answers):
        if question.key in answers:
            yield Line(_line(question, answers[question.key], numbered, longest))
    if photos:
        yield Line(text(N_("Photos: {n}"), n=photos))
    spoken = sum(answers.get(question.key) == SPOKEN for question in flow.applying(answers))
    if voices > spoken:
        yield Line(text(N_("Voice messages: {n}"), n=voices))


def _line(question: Question, value: str, numbered: tuple[str, ...], longest: int) -> Text:
    answer = shortened(told(question, value), longest)
    if question.key in numbered:
        number = numbered.index(question.key) + 1
        return text(LINE, n=number, short=text(question.short), answer=answer)
    return text(UNNUMBERED, short=text(question.short), answer=answer)


def verdict(flow: Flow, advice: Advice) -> Iterator[Line]:
    """Yield the advice: reason and remedy for what fails, what settles the unclear."""
    failing, unclear = advice.having(Outcome.NOT_MET), advice.having(Outcome.UNCLEAR)
    if not failing and not unclear:
        yield Line(text(N_("✅ Your task meets all conditions.")))
    if failing:
        yield Line(text(N_("**Not right yet: {n}**"), n=len(failing)))
    for key in failing:
        yield Line(_why_not(flow.rules.condition(key)))
    if unclear:
        yield Line(text(N_("**Still to be checked: {n}**"), n=len(unclear)))
    for key in unclear:
        condition = flow.rules.condition(key)
        yield Line(
            text(
                N_("❓ {rule} {unsure}"),
                rule=text(condition.rule),
                unsure=text(condition.if_unsure),
            )
        )
    if failing or unclear:
        yield Line(text(N_("You may also send it like this. A member of staff then helps.")))


def reasons(flow: Flow, answers: Mapping[str, str], advice: Advice) -> Iterator[Line]:
    """Yield the advice for who decides: each condition in doubt with the answer given."""
    yield Line(text(ADVICE[advice.overall]))
    for outcome in (Outcome.NOT_MET, Outcome.UNCLEAR):
        for key in advice.having(outcome):
            yield Line(
                text(
                    N_("{mark} {rule} Answer to “{short:lower}”: {answer:lower}."),
                    mark=MARKS[outcome],
                    short=text(flow.by_key[key].short),
                    answer=param(told(flow.by_key[key], answers[key])),
                    rule=text(flow.rules.condition(key).rule),
                )
            )


def rules(advice: Advice) -> Text:
    """Say by which version of the rules it is advice, and no more than that."""
    version = advice.rules_version.rpartition("-")[2]
    return text(N_("Rules: version {version}. This is advice. You decide."), version=version)


def _why_not(condition: Condition) -> Text:
    return text(
        N_("❌ {rule} {because} What helps: {remedy:lower}"),
        rule=text(condition.rule),
        because=text(condition.because or ""),
        remedy=text(condition.remedy),
    )


def _keyboard(
    conversation: int, flow: Flow, advice: Advice, removing: tuple[Button, ...]
) -> Inline:
    doubtful = [*advice.having(Outcome.NOT_MET), *advice.having(Outcome.UNCLEAR)]
    change = (
        Button(
            text(N_("Change answer: {short:lower}"), short=text(flow.by_key[key].short)),
            data(Verb.CHANGE, conversation, key),
        )
        for key in doubtful
    )
    met = advice.overall is Outcome.MET
    sending = send(conversation, met=met)
    stop = Button(STOP, data(Verb.STOP, conversation))
    other = text(N_("Change something")) if met else text(N_("Change something else"))
    return rows(
        sending if met else None,
        *change,
        Button(other, data(Verb.LINES, conversation)),
        _extras(conversation),
        *removing,
        (stop,) if met else (sending, stop),
    )


def send(conversation: int, *, met: bool) -> Button:
    """Return the button that hands it in; `met`: it meets all conditions."""
    label = text(N_("Send")) if met else text(N_("Send anyway"))
    return Button(label, data(Verb.SEND, conversation), style=Style.SEND if met else None)


def _extras(conversation: int) -> tuple[Button, ...]:
    """Return what can be added; three on a row, so their words are short."""
    return (
        Button(text(PHOTOS), data(Verb.PHOTOS, conversation)),
        Button(text(TELL_MORE), data(Verb.CHANGE, conversation, "more")),
        Button(text(SPOT), data(Verb.CHANGE, conversation, "spot")),
    )


def removing(
    conversation: int, answers: Mapping[str, str], photos: int, voices: int
) -> tuple[Button, ...]:
    """Return the buttons that take away what was added; a voice that is the task itself stays."""
    buttons = []
    if photos:
        buttons.append(Button(text(N_("Remove photos")), data(Verb.UNPHOTO, conversation)))
    if voices and answers.get("description") != SPOKEN:
        buttons.append(Button(text(N_("Remove voice message")), data(Verb.UNVOICE, conversation)))
    return tuple(buttons)
