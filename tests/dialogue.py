"""Plays a transcript: the `you:` lines are acted out, the whole is compared.

    you: [Bewoner]          presses the newest button with that label
    you: een uurtje of zes  types; `/check` is a command
    you: <3 photos>         sends an album; <photo>, <contact>, <their contact>,
                            <sticker>, <voice>, <location>
    you: <edit 2> words     edits one's own second message
    you: <twice> [Label]    presses twice before the bot answers
    + text [Button]         a new message;  ~ edited;  - deleted;  ✓ the press is answered

The bot is restarted before every line, so every dialogue is a restart test too.
"""

from __future__ import annotations

import re
from textwrap import dedent

from tests.stage import Stage, told


async def play(stage: Stage, user: int, transcript: str, *, restarts: bool = True) -> None:
    """Act out the `you:` lines for this user and compare all that the bot does for them."""
    expected = [line.strip() for line in dedent(transcript).strip().splitlines() if line.strip()]
    happened: list[str] = []
    for line in expected:
        if not line.startswith("you: "):
            continue
        if restarts:
            await stage.restart()
        stage.forget()
        act(stage, user, line.removeprefix("you: "))
        await stage.settle()
        happened += [line, *(told(call) for call in stage.calls_for(user))]
    assert happened == expected, "\n" + "\n".join(happened)


def act(stage: Stage, user: int, line: str) -> None:
    world = stage.world
    if line.startswith("["):
        world.press(user, line[1:-1])
    elif line.startswith("<twice> "):
        label = line.removeprefix("<twice> ")[1:-1]
        message = next(m for m in reversed(world.chat(user).messages) if m.button(label))
        for _ in range(2):
            world.press(user, label, message.message_id)
    elif found := re.fullmatch(r"<(\d+) photos>|<photo>", line):
        world.send_photos(user, int(found[1] or 1))
    elif line == "<contact>":
        world.share_contact(user)
    elif line == "<their contact>":
        world.share_contact(user, phone="+31687654321", own=False)
    elif line in {"<sticker>", "<voice>", "<location>"}:
        world.send_other(user, line[1:-1])
    elif found := re.fullmatch(r"<edit (\d+)> (.*)", line):
        own = [m for m in world.chat(user).messages if not m.by_bot]
        world.edit(user, own[int(found[1]) - 1].message_id, found[2])
    else:
        world.type(user, line)


USUAL = {
    "who": "[Bewoner]",
    "description": "blad opruimen op het plein",
    "place": "Selwerd",
    "hours": "[1-4]",
    "season": "[Het hele jaar]",
    "liveability": "[Ja]",
    "not_done_now": "[Nee]",
    "unfunded": "[Nee]",
    "displaces_no_work": "[Nee]",
    "suitable": "[Ja]",
    "guidance": "[Weet ik niet]",
    "contact": "[Via deze chat]",
}
"""How each question of a proposal is answered on the way to its summary."""


async def until_summary(stage: Stage, user: int, **answers: str) -> None:
    """Fill in a proposal up to the summary; any answer can be given another way."""
    for line in ("/taak", *(USUAL | answers).values()):
        act(stage, user, line)
        await stage.settle()
    stage.forget()
