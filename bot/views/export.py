"""Choosing an export, and the words that come with the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.buttons import Verb, data
from bot.message import GAP, Button, Line, Look, Message, Style, message, rows
from bot.office.periods import Form, Period, Span
from bot.views.asking import in_rows
from conversations.text import N_, Text, text

PERIOD: Mapping[Period, Text] = {
    Period.THIS_YEAR: text(N_("This year")),
    Period.LAST_YEAR: text(N_("Last year")),
    Period.LAST_12_MONTHS: text(N_("Last 12 months")),
    Period.ALL: text(N_("Everything")),
}

FORM: Mapping[Form, tuple[Text, Text]] = {
    Form.EXCEL: (
        text(N_("Excel")),
        text(N_("File: **Excel**, with all proposals, conditions, checks and changes of status.")),
    ),
    Form.CSV: (
        text(N_("CSV")),
        text(N_("File: **CSV**, the same sheets for other programs, in one zip.")),
    ),
    Form.RESEARCH: (
        text(N_("Counts only")),
        text(N_("File: **counts only**, an Excel file for research. Nothing points to a person.")),
    ),
}
AGAIN = Button(
    text(N_("Another export")),
    data(Verb.EXPORT, 0, Period.THIS_YEAR.value, Form.EXCEL.value),
)
PERSONAL = text(N_("This file holds personal data. Share it only with those who need it."))


def choose(period: Period, form: Form, span: Span) -> Message:
    """Return the choice of a period and a form, with what is chosen in words."""
    periods = [_choice(PERIOD[p], p is period, p, form) for p in Period]
    forms = [_choice(FORM[f][0], f is form, period, f) for f in Form]
    return message(
        Line(text(N_("Export")), Look.BOLD),
        period_of(span),
        FORM[form][1],
        *(() if form is Form.RESEARCH else (GAP, Line(PERSONAL))),
        keyboard=rows(
            *in_rows(periods, 2),
            *in_rows(forms, 2),
            Button(
                text(N_("Make the file")),
                data(Verb.MAKE_EXPORT, 0, period.value, form.value),
                style=Style.MAIN,
            ),
        ),
    )


def _choice(label: Text, chosen: bool, period: Period, form: Form) -> Button:
    said = text(N_("✅ {label}"), label=label) if chosen else label
    return Button(said, data(Verb.EXPORT, 0, period.value, form.value))


def period_of(span: Span) -> Text:
    """Return the days of a period, the last one included."""
    if span.since is None:
        return text(N_("Period: **everything** up to and including {until}"), until=span.until)
    return text(
        N_("Period: **{since}** up to and including **{until}**"),
        since=span.since,
        until=span.until,
    )


def making(period: Period, form: Form, span: Span) -> Message:
    """Return what stands there while the file is made."""
    return message(
        Line(text(N_("Export")), Look.BOLD),
        period_of(span),
        text(N_("I make the file and send it in this chat. A large file can take a minute.")),
        keyboard=rows(
            Button(text(N_("Another export")), data(Verb.EXPORT, 0, period.value, form.value))
        ),
    )


def caption(form: Form, span: Span) -> Message:
    """Return the words under the file."""
    harmless = text(N_("Nothing in this file points to a person."))
    return message(period_of(span), harmless if form is Form.RESEARCH else PERSONAL)


def about(span: Span) -> Iterator[Text]:
    """Yield what stands above the explanation of the columns."""
    yield period_of(span)
    yield text(N_("Proposals: by the day they were sent in. Checks: by the day they were saved."))
    yield text(N_("Changes of status: by the day they were made."))
    yield text(N_("Advice is what the computer made of the answers. A person decides."))


def too_large(span: Span) -> Message:
    """Return what comes in place of a file that Telegram does not take."""
    return message(
        period_of(span),
        text(N_("The file is too large for Telegram. Choose a shorter period.")),
        keyboard=rows(AGAIN),
    )


def not_made() -> Message:
    """Return what comes in place of a file that could not be made."""
    return message(text(N_("The file could not be made. Try again later.")), keyboard=rows(AGAIN))
