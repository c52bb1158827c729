"""Stopping, coming back, and a moment for photos."""

from __future__ import annotations

from datetime import date

from bot.buttons import Verb, data
from bot.message import Button, Line, Look, Message, message, rows
from bot.views.menu import PROPOSE
from conversations.text import N_, NN_, text

PHOTOS_ADDED = NN_("{n} photo added.", "{n} photos added.")


def photos(conversation: int) -> Message:
    """Return the invitation to send photos."""
    return message(
        Line(text(N_("Send your photos here.")), Look.BOLD),
        text(N_("I can keep five at most. Please show no people.")),
        keyboard=rows(done(conversation)),
    )


def done(conversation: int) -> Button:
    """Return the button for who has sent all photos."""
    return Button(text(N_("Done")), data(Verb.SUMMARY, conversation))


def to_summary(conversation: int) -> Button:
    """Return the button that brings the summary below what was sent since."""
    return Button(text(N_("To the summary")), data(Verb.SUMMARY, conversation))


def go_on(conversation: int) -> Button:
    """Return the button that goes on with a proposal that was not sent yet."""
    return Button(text(N_("Go on")), data(Verb.RESUME, conversation))


def stopping(conversation: int, days: int) -> Message:
    """Ask whether someone really wants to stop, and what becomes of the answers."""
    return message(
        Line(text(N_("Do you want to stop?")), Look.BOLD),
        text(N_("Your answers stay here for {n} days."), n=days),
        keyboard=rows(
            go_on(conversation),
            Button(text(N_("Keep and stop")), data(Verb.PARK, conversation)),
            Button(text(N_("Throw away")), data(Verb.DROP, conversation)),
        ),
    )


def stopped() -> Message:
    """Confirm that someone stops who has answered nothing yet."""
    return message(
        text(N_("All right. Do you want to propose a task later? Press the button.")),
        keyboard=rows(PROPOSE),
    )


def unfinished(conversation: int, begun: str | None) -> Message:
    """Ask whether to go on with an earlier proposal, or to begin anew."""
    about = (
        text(N_("You were busy with a proposal: {begun}"), begun=begun)
        if begun
        else text(N_("You were busy with a proposal."))
    )
    return message(
        about,
        keyboard=rows(
            go_on(conversation),
            Button(text(N_("Begin anew")), data(Verb.ANEW, conversation)),
        ),
    )


def photo_known(way_on: Button | None) -> Message:
    """Return the friendly word about a photo that is there already."""
    known = text(N_("Thank you. I have this photo already."))
    return message(known, keyboard=rows(way_on) if way_on else None)


def soon_gone(conversation: int, begun: str | None, last_day: date) -> Message:
    """Warn that a proposal that was not sent goes soon, and ask whether to go on."""
    about = unfinished(conversation, begun).lines
    return message(
        *about,
        text(N_("I keep it until {day}. After that it is gone."), day=last_day),
        keyboard=rows(
            go_on(conversation),
            Button(text(N_("Throw away")), data(Verb.DROP, conversation)),
        ),
    )


def photos_added(n: int, way_on: Button | None, *, full: bool) -> Message:
    """Return the one reply to a photo or an album; `way_on` leads on from where it was sent."""
    lines = [text(PHOTOS_ADDED, n=n)]
    if full:
        lines.append(text(N_("That is the most that I can keep.")))
    return message(*lines, keyboard=rows(way_on) if way_on else None)


def voice_kept(way_on: Button | None) -> Message:
    """Thank for a voice message, and say who listens to it."""
    return message(
        text(N_("Thank you. A member of staff listens to your voice message.")),
        text(N_("Write no BSN. Say nothing about people's health either.")),
        keyboard=rows(way_on) if way_on else None,
    )


def too_many_voices() -> Message:
    """Say that there are as many voice messages as can be kept."""
    return message(text(N_("I can keep three voice messages at most.")))


def kept(conversation: int, *, agreed: bool = False) -> Message:
    """Confirm that the answers stay, with the button to go on; `agreed`: "all right" was said."""
    kept_now = text(N_("All right. Your answers are kept."))
    said = text(N_("Your answers are kept.")) if agreed else kept_now
    return message(said, keyboard=rows(go_on(conversation)))


def thrown_away() -> Message:
    """Confirm that the answers are gone."""
    return message(text(N_("Your answers are gone.")), keyboard=rows(PROPOSE))
