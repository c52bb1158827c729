"""Every question of a proposal, and what happens at each thing that a person may send there.

`python -m tests.every_state` plays it all through the whole bot and writes `every_state.md`. Read
what changed before you keep it: the test only compares, whether it is sensible a person must see.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.app import places
from bot.simulator.state import Call
from bot.translate import words
from conversations.flow import Question
from conversations.flows.propose_task import propose_task
from conversations.text import text
from tests.dialogue import USUAL, act
from tests.stage import QUIET, Stage, on_stage, told

TABLE = Path(__file__).with_suffix(".md")
FLOW = propose_task(places())
ASKS = {words(text(question.ask), "nl"): question.key for question in FLOW.questions}

CONDITIONS = ("liveability", "not_done_now", "unfunded", "displaces_no_work", "suitable")
ANSWERS: Mapping[str, str] = {**USUAL, "description": "blad opruimen", "hours": "4"}
"""The way to the summary."""


def before(question: str) -> tuple[str, ...]:
    """What one does to come to a question."""
    keys = list(ANSWERS)
    return ("/taak", *(ANSWERS[key] for key in keys[: keys.index(question)]))


SUMMARY = ("/taak", *ANSWERS.values())
STATES: Mapping[str, tuple[tuple[str, ...], str]] = {
    "nothing is open": (("/start",), "taak voorstellen"),
    "who": (before("who"), "Bewoner"),
    "name": (("/taak", "[Organisatie]"), "Buurtclub"),
    **{key: (before(key), answer.strip("[]")) for key, answer in list(ANSWERS.items())[1:]},
    "phone": ((*before("contact"), "[Bel mij]"), "06 12345678"),
    "mail": ((*before("contact"), "[Mail mij]"), "naam@voorbeeld.nl"),
    "the summary": (SUMMARY, "Versturen"),
    "more": ((*SUMMARY, "[Vertel meer]"), "Graag voor de zomer"),
    "spot": ((*SUMMARY, "[Plek]"), "achter de school"),
    "which answer to change": ((*SUMMARY, "[Iets aanpassen]"), "Uren"),
    "photos": ((*SUMMARY, "[Foto's]"), "Klaar"),
    "stopped for now": ((*before("hours"), "/stop", "[Bewaren en stoppen]"), "Verder gaan"),
    "sent": ((*SUMMARY, "[Versturen]"), "Mijn taken"),
}
"""Where one can be: how one comes there, and what one types there as an answer."""


def mistyped(answer: str) -> str:
    """The answer with one slip: two letters in the middle of its longest word exchanged."""
    longest = max(re.findall(r"\w+", answer), key=len)
    at = max(len(longest) // 2 - 1, 0)
    slip = longest[:at] + longest[at + 1 : at + 2] + longest[at] + longest[at + 2 :]
    return answer.replace(longest, slip)


@dataclass
class Visitor:
    """One person in one cell of the table."""

    id: int
    state: str
    sends: str
    steps: tuple[str, ...]
    answer: str
    said: list[str] = field(default_factory=list)


Act = Callable[[Stage, Visitor], None]


def typed(*lines: str) -> Act:
    def types(stage: Stage, visitor: Visitor) -> None:
        for line in lines:
            act(stage, visitor.id, line)

    return types


def typed_answer(change: Callable[[str], str]) -> Act:
    return lambda stage, visitor: act(stage, visitor.id, change(visitor.answer))


def first_button(stage: Stage, visitor: Visitor) -> None:
    for message in reversed(stage.world.chat(visitor.id).messages):
        if message.buttons:
            stage.world.press(visitor.id, message.buttons[0], message.message_id)
            return


def old_button(stage: Stage, visitor: Visitor) -> None:
    """The first question's button for another answer, as it was before it was taken away."""
    asked = next(
        (m for m in stage.world.chat(visitor.id).messages if "Wie bent u?" in m.text), None
    )
    if asked:
        [(conversation,)] = ids[visitor.id]
        data = f"answer:{conversation}:who:company"
        stage.world.press_data(visitor.id, asked.message_id, data)


def edit(stage: Stage, visitor: Visitor) -> None:
    own = [m for m in stage.world.chat(visitor.id).messages if not m.by_bot]
    stage.world.edit(visitor.id, own[-1].message_id, "heg snoeien")


def other(kind: str) -> Act:
    def sends(stage: Stage, visitor: Visitor) -> None:
        stage.world.send_other(visitor.id, kind)

    return sends


ids: dict[int, list[tuple[int]]] = {}
EARLY, WEEK = "text before the question arrived", "nothing for a week, then an answer"
SENDS: Mapping[str, Act] = {
    "the first button": first_button,
    "an answer, typed": typed_answer(str),
    "an answer in capitals with a full stop": typed_answer(lambda said: f"{said.upper()}."),
    "an answer with an emoji": typed_answer(lambda said: f"{said} 🙂"),
    "an answer with a slip": typed_answer(mistyped),
    "a thumb": typed("👍"),
    "ja": typed("ja"),
    "a number in words": typed("vier"),
    "?": typed("?"),
    "a question of their own": typed("wat kost dit?"),
    "how long it takes": typed("hoe lang duurt het"),
    "to speak with someone": typed("ik wil een medewerker spreken"),
    "another language": typed("English please"),
    "a sticker": other("sticker"),
    "a photo": typed("<photo>"),
    "three photos": typed("<3 photos>"),
    "a voice message": other("voice"),
    "a location": other("location"),
    "a contact": typed("<contact>"),
    "an edit of the last message": edit,
    "an old button": old_button,
    "several quick messages": typed("hallo daar", "bent u daar", "graag antwoord"),
    EARLY: typed("ja"),
    "/start": typed("/start"),
    "/stop": typed("/stop"),
    WEEK: typed_answer(str),
}


def short(line: str, state: str) -> str:
    """A line of the transcript, with a whole question shortened to its key."""
    asked = re.search(r"\*\*(.+?)\*\*", line)
    earlier = re.search(r"Uw antwoord was: (.+?)\.? \[", f"{line} [")
    known = f", with the answer {earlier[1]}" if earlier and "Uw antwoord was" in line else ""
    if line.startswith("+ ") and asked and asked[1] in ASKS and "[" in line:
        key = ASKS[asked[1]]
        return f"+ asks {'again' if key == state else key}{known}"
    if line.startswith("+ **Klopt het zo?**"):
        return "+ the summary"
    if line.startswith("~ **Klopt het zo?**"):
        return "~ the summary, up to date"
    if line.startswith("~ ") and asked and line.split(" / ", maxsplit=1)[0][2:] in ASKS:
        return f"~ settled: {asked[1]}"
    line = re.sub(r"BB-\w{5}", "BB-…", line)
    line = line.replace("\u00a0", " ")  # a number is not broken off at the end of a line
    return line.replace("050 123 45 67 of mail basisbaan@example.org", "…")


def group(call: Call) -> int:
    """New messages come in order; what is changed meanwhile has an order of its own."""
    return ["deleteMessage", "editMessageReplyMarkup", "editMessageText"].count(call.method)


async def arrive(stage: Stage, visitors: list[Visitor]) -> None:
    """Let everyone come to where they are to be."""
    for at in range(max(len(visitor.steps) for visitor in visitors)):
        for visitor in visitors:
            if at < len(visitor.steps):
                act(stage, visitor.id, visitor.steps[at])
        await stage.settle()
    rows = await stage.query("SELECT person_id, max(id) FROM conversations GROUP BY 1")
    ids.update({person: [(conversation,)] for person, conversation in rows})


async def kept(stage: Stage) -> dict[int, set[tuple[str, str]]]:
    """By person: the answers that are kept."""
    found: dict[int, set[tuple[str, str]]] = {}
    rows = await stage.query(
        "SELECT c.person_id, a.question, a.value FROM answers a JOIN conversations c"
        " ON c.id = a.conversation_id"
    )
    for person, question, value in rows:
        found.setdefault(person, set()).add((question, value.replace("\n", " / ")))
    return found


async def send(stage: Stage, visitors: list[Visitor]) -> None:
    """Let everyone send what they send, and note what the bot does."""
    was, toasts = await kept(stage), {v.id: len(stage.world.toasts(v.id)) for v in visitors}
    stage.forget()
    for visitor in visitors:
        if visitor.sends == EARLY:
            act(stage, visitor.id, visitor.steps[-1])
        SENDS[visitor.sends](stage, visitor)
    await stage.settle()
    calls: dict[int, list[Call]] = {}
    for call in stage.calls():
        if "chat_id" in call.params and call.method not in QUIET:
            calls.setdefault(call.params["chat_id"], []).append(call)
    now = await kept(stage)
    for v in visitors:
        done = sorted(calls.get(v.id, []), key=group, reverse=True)
        v.said = [short(told(call), v.state) for call in done]
        v.said = [line for line in v.said if line not in {"~ (no buttons)", "- deleted"}]
        v.said += [
            f"✓ {toast.text}" for toast in stage.world.toasts(v.id)[toasts[v.id] :] if toast.text
        ]
        before, after = was.get(v.id, set()), now.get(v.id, set())
        v.said += [f"= {question}: {value}" for question, value in sorted(after - before)]
        gone = {question for question, _ in before} - {question for question, _ in after}
        v.said += (
            ["= all answers gone"] if gone and not after else [f"= {q} gone" for q in sorted(gone)]
        )


async def play(folder: Path) -> str:
    """Play all of it and return the table."""
    visitors = [
        Visitor(10_000 + 100 * row + column, state, sends, steps, answer)
        for row, (state, (steps, answer)) in enumerate(STATES.items())
        for column, sends in enumerate(SENDS)
    ]
    for visitor in visitors:
        if visitor.sends == EARLY:
            visitor.steps, last = visitor.steps[:-1], visitor.steps[-1]
            visitor.answer = last
    async with on_stage(folder) as stage:
        for visitor in visitors:
            stage.world.add_user(visitor.id, "Rita")
        early = [v for v in visitors if v.sends == EARLY]
        await arrive(stage, visitors)
        for visitor in early:
            visitor.steps = (*visitor.steps, visitor.answer)
        await send(stage, [v for v in visitors if v.sends != WEEK])
        stage.clock.advance(timedelta(days=8))
        stage.forget()
        await stage.restart()
        await stage.parts.calling.look()
        await stage.settle()
        assert not stage.calls(), "nobody is reminded after a week"
        assert await stage.query("SELECT error FROM failed_updates") == []
        await send(stage, [v for v in visitors if v.sends == WEEK])
        assert await stage.query("SELECT error FROM failed_updates") == []
    return table(visitors)


def table(visitors: list[Visitor]) -> str:
    """The whole as a text to read: a section a state, a line for what has the same outcome."""
    parts = [HEAD]
    for state in STATES:
        outcomes: dict[str, list[str]] = {}
        for visitor in visitors:
            if visitor.state == state:
                said = "\n".join(f"  {line}" for line in visitor.said) or "  nothing"
                outcomes.setdefault(said, []).append(visitor.sends)
        asked: Question | None = FLOW.by_key.get(state)
        title = f"{state}: {words(text(asked.ask), 'nl')}" if asked else state
        lines = "\n".join(f"- {'; '.join(sends)}\n{said}" for said, sends in outcomes.items())
        parts.append(f"## {title}\n\n{lines}\n")
    return "\n".join(parts)


HEAD = """# Every state has an answer

Made by `python -m tests.every_state`, compared by `tests/test_every_state.py`. Each section is a
place in the conversation, each line what a person sends there and what the bot does: `+` a new
message, `~` one that changes, `✓` a short notice, `=` what is kept. "asks again" is the open
question once more, the older one without its buttons.
"""


def main() -> None:
    with TemporaryDirectory() as folder:
        TABLE.write_text(asyncio.run(play(Path(folder))), "utf-8")


if __name__ == "__main__":
    main()
