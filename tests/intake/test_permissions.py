"""Who may do what: every command, button, link and typed word, for everyone, in one table."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot import app
from bot.buttons import AT_MOST, Verb, data
from bot.changes import Expected
from bot.intake import speaking
from bot.intake.routes import COMMANDS, PURPOSES, VERBS
from bot.office.plan import Plan
from bot.office.reviewing import Action
from bot.people import Role
from bot.store import expecting
from tests.dialogue import act, until_summary
from tests.stage import (
    COACH,
    COLLEAGUE,
    COORDINATOR,
    NEIGHBOUR,
    RESIDENT,
    Stage,
    on_stage,
    prepared_by,
    told,
)

STRANGER, FORMER, RETIRED = 1003, 2003, 3002
EVERYONE = {
    "nobody": STRANGER,
    "proposer": RESIDENT,
    "neighbour": NEIGHBOUR,
    "coach": COACH,
    "colleague": COLLEAGUE,
    "coordinator": COORDINATOR,
    "ex-coach": FORMER,
    "ex-coord": RETIRED,
}
"""Who acts. The proposal is the proposer's, the card and the check are the coach's; the neighbour
has proposals of their own, and those who left once had the role."""

SECRET, SENT = "geheime tuin", "verborgen vijver"
AWAITED = "<awaited "
"""Before typed words: what the bot had asked them for, `purpose subject content`."""

PROPOSAL, CARD, TASK, CHECK = "{proposal}", "{card}", "{task}", "{check}"
PLAN = Plan(Action.DECLINE, 1, reason="other").dump().replace("{", "{{").replace("}", "}}")
LINK = "invite-link"

ACTS: dict[str, str] = {
    **{f"/{name}": f"/{name}" for name in COMMANDS if name != "join"},
    "/join": "/join something",
    "/unknown": "/weetikniet",
    "link": f"/start {LINK}",
    "old link": "/start used-before",
    "word: taak": "taak voorstellen",
    "word: mijn taken": "mijn taken",
    "word: toetsen": "kandidaat toetsen",
    "word: mijn toetsen": "mijn toetsen",
    "word: a code": "{code}",
    "/checks code": "/checks {code}",
    "menu: propose": "[menu:0:propose]",
    "menu: check": "[menu:0:check]",
    "menu: invite": "[menu:0:invite]",
    "menu: messages": "[menu:0:messages]",
    "menu: join": "[menu:0:join]",
    "answer": f"[answer:{PROPOSAL}:place:Selwerd]",
    "explain": f"[explain:{PROPOSAL}:place]",
    "again": f"[again:{PROPOSAL}:place]",
    "change": f"[change:{PROPOSAL}:description]",
    "lines": f"[lines:{PROPOSAL}]",
    "summary": f"[summary:{PROPOSAL}]",
    "photos": f"[photos:{PROPOSAL}]",
    "unphoto": f"[unphoto:{PROPOSAL}]",
    "unvoice": f"[unvoice:{PROPOSAL}]",
    "back": f"[back:{PROPOSAL}:place]",
    "keep": f"[keep:{PROPOSAL}:place]",
    "stop": f"[stop:{PROPOSAL}]",
    "resume": f"[resume:{PROPOSAL}]",
    "park": f"[park:{PROPOSAL}]",
    "drop": f"[drop:{PROPOSAL}]",
    "anew": f"[anew:{PROPOSAL}]",
    "send": f"[send:{PROPOSAL}]",
    "not_bsn": "[not_bsn:0]",
    "step": f"[step:{CARD}:hours]",
    "fill": f"[fill:{CARD}]",
    "card_help": f"[card_help:{CARD}]",
    "save": f"[save:{CARD}]",
    "card_stop": f"[card_stop:{CARD}]",
    "card_on": f"[card_on:{CARD}]",
    "card_new": f"[card_new:{CARD}]",
    "card with another verb": f"[resume:{CARD}]",
    "proposal with another verb": f"[save:{PROPOSAL}]",
    "task": f"[task:{TASK}]",
    "withdraw": f"[withdraw:{TASK}]",
    "withdraw_yes": f"[withdraw_yes:{TASK}:1]",
    "check": f"[check:{CHECK}]",
    "checks": "[checks:0]",
    "invite": "[invite:0:coordinator]",
    "export": "[export:0:all:csv]",
    "figures": "[figures:0]",
    "figures: another": "[figures:0:goal:all]",
    "make_export": "[make_export:0:all:csv]",
    "check_again": f"[check_again:{CHECK}]",
    "check_delete": f"[check_delete:{CHECK}]",
    "check_gone": f"[check_gone:{CHECK}]",
    "override: which": f"[override:{CHECK}]",
    "override": f"[override:{CHECK}:hours:unclear:news]",
    "override: note": f"[override:{CHECK}:hours:unclear:other]",
    "menu: approved": "[menu:0:approved]",
    "browse": "[browse:0:West]",
    "browse_by": "[browse_by:0:hours]",
    "one_task": f"[one_task:{TASK}:0]",
    "menu: team": "[menu:0:team]",
    "team": "[team:0]",
    "member": "[member:2001]",
    "revoke": "[revoke:2001:coach]",
    "revoke_yes": "[revoke_yes:2001:coach]",
    "revoke_yes: the last": "[revoke_yes:3001:coordinator]",
    "hand_over": "[hand_over:2001]",
    "hand_over: yes": "[hand_over:2001:2002:yes]",
    "rename": "[rename:2002]",
    "my_name": "[my_name:0]",
    "invites": "[invites:0]",
    "uninvite": "[uninvite:0:0123456789abcdef]",
    "digest": "[digest:0]",
    "digest: rhythm": "[digest:0:rhythm:off]",
    "review": f"[review:{TASK}]",
    "review: no such": "[review:999]",
    "queue": "[queue:0]",
    "filter": "[filter:0]",
    "filter: one": "[filter:0:West]",
    "decide": f"[decide:{TASK}:approve:1]",
    "decide: no version": f"[decide:{TASK}:approve]",
    "decide: proposer's": f"[decide:{TASK}:withdraw:1]",
    "reason": f"[reason:{TASK}:1:other]",
    "reason: none": f"[reason:{TASK}:1]",
    "about": f"[about:{TASK}:1:hours]",
    "target: itself": f"[target:{TASK}:1:{TASK}]",
    "preview: no plan": f"[preview:{TASK}:1]",
    "confirm: no plan": f"[confirm:{TASK}:approve:1]",
    "undo: nothing": f"[undo:{TASK}:1]",
    "note": f"[note:{TASK}]",
    "see_photos": f"[see_photos:{TASK}]",
    "see_voices": f"[see_voices:{TASK}]",
    "language: none": "[language:0:xx]",
    "read": f"[read:{TASK}]",
    "menu: own data": "[menu:0:own_data]",
    "menu: staff": "[menu:0:staff]",
    "language": "[language:0:en]",
    "as_task: no": "[as_task:0:no]",
    "log": "[log:0]",
    "log: far back": f"[log:{'9' * 18}]",
    "erase: ask": "[erase:0:ask]",
    "erase: sure": "[erase:0:sure]",
    "erase: yes": "[erase:0:yes]",
    "still": f"[still:{TASK}]",
    "changed": f"[changed:{TASK}]",
    "changed: what": f"[changed:{TASK}:unfunded]",
    "typed: note": f"{AWAITED}note {TASK}> eerst bellen",
    "typed: decision": f"{AWAITED}decision {TASK} {PLAN}> graag in het voorjaar",
    "typed: override": f"{AWAITED}override {CHECK} hours:unclear> in overleg met de baas",
    "typed: name": f"{AWAITED}name {COACH}> de baas",
    "typed: rename": f"{AWAITED}rename {COACH}> de baas",
    "typed: task": f"{AWAITED}task 0> nee",
    "typed: call back": f"{AWAITED}call back 0> 050 123 45 67",
    "typed: no such": f"{AWAITED}mind reading 1> abracadabra",
}

ROUTED = {*VERBS, Verb.MENU, Verb.NOT_BSN}
TYPED = (*PURPOSES, speaking.PURPOSE, "mind reading")

EXPECTED = Path(__file__).with_name("permissions.txt")
"""The table as it was read through: a change in it is a change in who may do what."""


async def prepare(stage: Stage) -> None:
    """Let the proposer and the coach have one thing under way and one thing done."""
    stage.world.add_user(STRANGER, "Sam")
    stage.world.add_user(FORMER, "Fleur")
    stage.world.add_user(RETIRED, "Rens")
    for user in EVERYONE.values():
        stage.world.start(user)
    await stage.settle()
    for user in (COACH, COLLEAGUE, FORMER):
        await stage.give(user, Role.COACH)
    for user in (COORDINATOR, RETIRED):
        await stage.give(user, Role.COORDINATOR)
    async with stage.parts.database.transaction() as tx:
        left = f"person_id IN ({FORMER}, {RETIRED})"
        await tx.run(f"UPDATE roles SET revoked_at = granted_at WHERE {left}", ())
    await app.make_invite(stage.parts.database, stage.clock, Role.COACH, LINK)
    await until_summary(stage, RESIDENT, description=SENT + " tussen het riet" * 60)
    await until_summary(stage, NEIGHBOUR)
    for user, lines in {
        RESIDENT: ("<photo>", "<voice>", "[Versturen]", "/taak", "[Bewoner]", SECRET),
        COACH: ("/check", "[Alles voldoet]", "[Opslaan]", "/check"),
        NEIGHBOUR: ("[Versturen]", "/taak"),
    }.items():
        for line in lines:
            act(stage, user, line)
            await stage.settle()


async def numbers(stage: Stage) -> dict[str, str]:
    """Return what buttons and words name, of what was prepared."""
    ids = await stage.query(
        "SELECT (SELECT id FROM conversations WHERE status = 'open' AND person_id = ?1),"
        " (SELECT id FROM conversations WHERE status = 'open' AND flow = 'check_candidate'),"
        " (SELECT id FROM proposals WHERE person_id = ?1),"
        " (SELECT id FROM checks), (SELECT code FROM checks)",
        RESIDENT,
    )
    return dict(zip(("proposal", "card", "task", "check", "code"), map(str, ids[0]), strict=True))


@asynccontextmanager
async def prepared(tmp_path: Path) -> AsyncIterator[tuple[Stage, dict[str, str]]]:
    async with on_stage(tmp_path, await prepared_by(prepare)) as stage:
        yield stage, await numbers(stage)


async def as_it_was(stage: Stage) -> None:
    """Go back to what was prepared; what stands in the chats stays."""
    await stage.stop()
    stage.settings.database_path.write_bytes((await prepared_by(prepare)).file)
    await stage.start()


async def awaited(stage: Stage, user: int, line: str) -> str:
    """Let the person's next words be for what stands before them; return the words."""
    asked, _, words = line.removeprefix(AWAITED).partition("> ")
    purpose = next(name for name in (*TYPED, asked) if asked.startswith(name))
    subject, _, content = asked.removeprefix(purpose).strip().partition(" ")
    number = int(subject) if subject.isdigit() else 0
    async with stage.parts.database.transaction() as tx:
        await expecting.save(tx, {user: Expected(purpose, number, content)}, stage.clock.now())
    return words


async def outcome(stage: Stage, user: int, line: str) -> str:
    """Do it, and say in a word what came of it."""
    if line.startswith(AWAITED):
        line = await awaited(stage, user, line)
    stage.forget()
    if line.startswith("["):
        stage.world.press_data(user, stage.last(user).message_id, line[1:-1])
    else:
        stage.world.type(user, line)
    await stage.settle()
    calls = stage.calls()
    presses = [c for c in calls if c.method == "answerCallbackQuery"]
    assert len(presses) == int(line.startswith("[")), "each press is answered, once"
    others = [told(c) for c in calls if c not in presses]
    seen = " ".join(others)
    if user not in {RESIDENT, COORDINATOR}:
        assert SECRET not in seen
        assert SENT not in seen
    if "alleen voor medewerkers" in seen:
        assert len(others) == 1
        return "refused"
    if presses and "werkt niet meer" in presses[0].params.get("text", ""):
        assert not others
        return "outdated"
    if "geen toets van u" in seen:
        return "unknown"
    return "does" if others else "nothing"


def test_every_button_has_its_row() -> None:
    pressed = {line[1:-1].split(":")[0] for line in ACTS.values() if line.startswith("[")}
    assert pressed == ROUTED


def test_all_that_is_typed_has_its_row() -> None:
    typed = [line for line in ACTS.values() if line.startswith(AWAITED)]
    for purpose in TYPED:
        assert [line for line in typed if line.removeprefix(AWAITED).startswith(purpose)], purpose


@pytest.mark.long
async def test_who_may_do_what(tmp_path: Path) -> None:
    table = [f"{'':27}" + "".join(f"{name:12}" for name in EVERYONE)]
    async with prepared(tmp_path) as (stage, ids):
        for name, line in ACTS.items():
            found = []
            for user in EVERYONE.values():
                found.append(await outcome(stage, user, line.format(**ids)))
                if found[-1] == "does":
                    await as_it_was(stage)
            table.append(f"{name:27}" + "".join(f"{what:12}" for what in found))
        assert await stage.query("SELECT error FROM failed_updates") == []
    shown = "\n".join(line.rstrip() for line in table)
    print(shown)
    assert shown + "\n" == EXPECTED.read_text("utf-8")


async def rows(stage: Stage, user: int) -> list[Any]:
    """Return all that belongs to somebody."""
    mine = "conversation_id IN (SELECT id FROM conversations WHERE person_id = ?)"
    return [
        [tuple(row) for row in await stage.query(sql, user)]
        for sql in (
            "SELECT id, status, reopened FROM conversations WHERE person_id = ?",
            f"SELECT * FROM answers WHERE {mine}",
            f"SELECT * FROM verdicts WHERE {mine}",
            "SELECT * FROM proposals WHERE person_id = ?",
            "SELECT * FROM checks WHERE coach_id = ?",
            "SELECT * FROM roles WHERE person_id = ?",
        )
    ]


def forged(ids: dict[str, str]) -> Iterator[str]:
    numbers = ["0", *(ids[name] for name in ("proposal", "card", "task", "check")), "9" * 18]
    words = ("", ":who:resident", ":1")
    for verb in sorted(ROUTED):
        for number in numbers:
            yield from (f"{verb}:{number}{word}" for word in words)


async def test_forged_buttons_never_touch_what_is_somebody_elses(tmp_path: Path) -> None:
    async with prepared(tmp_path) as (stage, ids):
        before = [await rows(stage, user) for user in (RESIDENT, COACH)]
        stage.forget()
        pressed = 0
        for user in (NEIGHBOUR, COLLEAGUE):
            for carried in forged(ids):
                if len(carried.encode()) <= AT_MOST:
                    stage.world.press_data(user, 1, carried)
                    pressed += 1
            await stage.settle()
        calls = stage.calls()
        assert len([c for c in calls if c.method == "answerCallbackQuery"]) == pressed
        seen = " ".join(told(c) for c in calls if c.params.get("chat_id") != RESIDENT)
        assert SECRET not in seen
        assert SENT not in seen
        assert ids["code"] not in seen
        assert [await rows(stage, user) for user in (RESIDENT, COACH)] == before
        assert await stage.query("SELECT error FROM failed_updates") == []


GARBAGE = (
    "",
    ":",
    "::",
    "answer",
    "answer:",
    "answer:x:who:resident",
    "answer:-1:who:resident",
    "answer:٣:who:resident",
    "answer:1.5:who",
    "answer:" + "9" * 40,
    "ANSWER:1:who:resident",
    "answer :1",
    "a" * 64,
    "é" * 32,
    "😀" * 16,
    "\x00",
    "menu:0:\u202e",
    "menu:0:start",
    "menu:0:join",
    "invite:0:admin",
    "invite:0:",
    "checks:999999999999999999",
    "withdraw_yes:1:x",
    "'; DROP TABLE people; --",
    "{proposal}",
    "%s%s%n",
)


@pytest.mark.parametrize("user", EVERYONE)
async def test_garbage_is_answered_and_does_nothing(tmp_path: Path, user: str) -> None:
    who = EVERYONE[user]
    async with prepared(tmp_path) as (stage, _):
        before = await rows(stage, who)
        for carried in GARBAGE:
            stage.world.press_data(who, stage.last(who).message_id, carried)
            stage.world.press_data(who, 999_999, carried)
        await stage.settle()
        answered = stage.world.called("answerCallbackQuery")[-2 * len(GARBAGE) :]
        assert len(answered) == 2 * len(GARBAGE)
        assert await rows(stage, who) == before
        assert await stage.query("SELECT error FROM failed_updates") == []


async def test_a_former_coach_loses_the_own_cards_too(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COACH, Role.COACH)
        for line in ("/check", "[Alles voldoet]", "[Opslaan]", "/check"):
            act(stage, COACH, line)
            await stage.settle()
        async with stage.parts.database.transaction() as tx:
            await tx.run("UPDATE roles SET revoked_at = granted_at")
        ((card,),) = await stage.query("SELECT id FROM conversations WHERE status = 'open'")
        ((check, code),) = await stage.query("SELECT id, code FROM checks")
        before = await rows(stage, COACH)
        for line in (
            f"[{data(Verb.STEP, card, 'hours')}]",
            f"[{data(Verb.SAVE, card)}]",
            f"[{data(Verb.CHECK, check)}]",
            "[checks:0]",
            "/check",
            "/checks",
        ):
            assert await outcome(stage, COACH, line) == "refused"
        await outcome(stage, COACH, code)
        assert code not in stage.last(COACH).text
        assert await outcome(stage, COACH, "/taak") == "does"
        assert await outcome(stage, COACH, "bewoner") == "does"
        found = await rows(stage, COACH)
        assert found[3:] == before[3:]
        assert await stage.query("SELECT value FROM answers WHERE question = 'who'") != []
