"""Who may do what: every command, button, link and typed word, for everyone, in one table."""

import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot import app
from bot.buttons import AT_MOST, Verb, data
from bot.intake.routes import COMMANDS, VERBS
from bot.people import Role
from tests.dialogue import act, until_summary
from tests.stage import COACH, COLLEAGUE, COORDINATOR, NEIGHBOUR, RESIDENT, Stage, on_stage, told

STRANGER, FORMER = 1003, 2003
EVERYONE = {
    "nobody": STRANGER,
    "proposer": RESIDENT,
    "neighbour": NEIGHBOUR,
    "coach": COACH,
    "colleague": COLLEAGUE,
    "coordinator": COORDINATOR,
    "former": FORMER,
}
"""Who acts. The proposal is the proposer's, the card and the check are the coach's."""

SECRET, SENT = "geheime tuin", "verborgen vijver"
PROPOSAL, CARD, TASK, CHECK = "{proposal}", "{card}", "{task}", "{check}"
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
    "read": f"[read:{TASK}]",
    "still": f"[still:{TASK}]",
    "changed": f"[changed:{TASK}]",
    "changed: what": f"[changed:{TASK}:unfunded]",
}

ROUTED = {*VERBS, Verb.MENU, Verb.NOT_BSN}

EXPECTED = """
                           nobody      proposer    neighbour   coach       colleague   coordinator former
/start                     does        does        does        does        does        does        does
/help                      does        does        does        does        does        does        does
/over                      does        does        does        does        does        does        does
/privacy                   does        does        does        does        does        does        does
/taak                      does        does        does        does        does        does        does
/stop                      does        does        does        does        does        does        does
/mijntaken                 does        does        does        does        does        does        does
/check                     refused     refused     refused     does        does        refused     refused
/checks                    refused     refused     refused     does        does        refused     refused
/beoordelen                refused     refused     refused     refused     refused     does        refused
/meldingen                 refused     refused     refused     refused     refused     does        refused
/export                    refused     refused     refused     refused     refused     does        refused
/taken                     refused     refused     refused     does        does        does        refused
/team                      refused     refused     refused     refused     refused     does        refused
/cijfers                   refused     refused     refused     refused     refused     does        refused
/aan_het_werk              refused     refused     refused     refused     refused     does        refused
/uitnodigen                refused     refused     refused     refused     refused     does        refused
/join                      does        does        does        does        does        does        does
/unknown                   does        does        does        does        does        does        does
link                       does        does        does        does        does        does        does
old link                   does        does        does        does        does        does        does
word: taak                 does        does        does        does        does        does        does
word: mijn taken           does        does        does        does        does        does        does
word: toetsen              refused     does        refused     does        does        refused     refused
word: mijn toetsen         refused     does        refused     does        does        refused     refused
word: a code               does        does        does        does        unknown     does        does
/checks code               refused     refused     refused     does        unknown     refused     refused
menu: propose              does        does        does        does        does        does        does
menu: check                refused     refused     refused     does        does        refused     refused
menu: invite               refused     refused     refused     refused     refused     does        refused
menu: messages             refused     refused     refused     refused     refused     does        refused
menu: join                 does        does        does        does        does        does        does
answer                     outdated    does        outdated    outdated    outdated    outdated    outdated
explain                    outdated    does        outdated    outdated    outdated    outdated    outdated
again                      outdated    does        outdated    outdated    outdated    outdated    outdated
change                     outdated    does        outdated    outdated    outdated    outdated    outdated
lines                      outdated    does        outdated    outdated    outdated    outdated    outdated
summary                    outdated    does        outdated    outdated    outdated    outdated    outdated
photos                     outdated    does        outdated    outdated    outdated    outdated    outdated
back                       outdated    does        outdated    outdated    outdated    outdated    outdated
keep                       outdated    does        outdated    outdated    outdated    outdated    outdated
stop                       outdated    does        outdated    outdated    outdated    outdated    outdated
resume                     outdated    does        outdated    outdated    outdated    outdated    outdated
park                       outdated    does        outdated    outdated    outdated    outdated    outdated
drop                       outdated    does        outdated    outdated    outdated    outdated    outdated
anew                       outdated    does        outdated    outdated    outdated    outdated    outdated
send                       outdated    does        outdated    outdated    outdated    outdated    outdated
not_bsn                    does        does        does        does        does        does        does
step                       refused     refused     refused     does        outdated    refused     refused
fill                       refused     refused     refused     does        outdated    refused     refused
card_help                  refused     refused     refused     does        outdated    refused     refused
save                       refused     refused     refused     does        outdated    refused     refused
card_stop                  refused     refused     refused     does        outdated    refused     refused
card with another verb     outdated    outdated    outdated    outdated    outdated    outdated    outdated
proposal with another verb refused     refused     refused     outdated    outdated    refused     refused
task                       nothing     does        nothing     nothing     nothing     nothing     nothing
withdraw                   nothing     does        nothing     nothing     nothing     nothing     nothing
withdraw_yes               nothing     does        nothing     nothing     nothing     nothing     nothing
check                      refused     refused     refused     does        nothing     refused     refused
checks                     refused     refused     refused     does        does        refused     refused
invite                     refused     refused     refused     refused     refused     does        refused
export                     refused     refused     refused     refused     refused     does        refused
figures                    refused     refused     refused     refused     refused     does        refused
figures: another           refused     refused     refused     refused     refused     does        refused
make_export                refused     refused     refused     refused     refused     does        refused
check_again                refused     refused     refused     does        nothing     refused     refused
check_delete               refused     refused     refused     does        nothing     refused     refused
check_gone                 refused     refused     refused     does        nothing     refused     refused
override: which            refused     refused     refused     does        nothing     refused     refused
override                   refused     refused     refused     does        nothing     refused     refused
override: note             refused     refused     refused     does        nothing     refused     refused
menu: approved             refused     refused     refused     does        does        does        refused
browse                     refused     refused     refused     does        does        does        refused
browse_by                  refused     refused     refused     does        does        does        refused
one_task                   refused     refused     refused     does        does        does        refused
menu: team                 refused     refused     refused     refused     refused     does        refused
team                       refused     refused     refused     refused     refused     does        refused
member                     refused     refused     refused     refused     refused     does        refused
revoke                     refused     refused     refused     refused     refused     does        refused
revoke_yes                 refused     refused     refused     refused     refused     does        refused
revoke_yes: the last       refused     refused     refused     refused     refused     does        refused
hand_over                  refused     refused     refused     refused     refused     does        refused
hand_over: yes             refused     refused     refused     refused     refused     does        refused
rename                     refused     refused     refused     refused     refused     does        refused
my_name                    refused     refused     refused     does        does        does        refused
invites                    refused     refused     refused     refused     refused     does        refused
uninvite                   refused     refused     refused     refused     refused     does        refused
digest                     refused     refused     refused     refused     refused     does        refused
digest: rhythm             refused     refused     refused     refused     refused     does        refused
review                     refused     refused     refused     refused     refused     does        refused
review: no such            refused     refused     refused     refused     refused     nothing     refused
queue                      refused     refused     refused     refused     refused     does        refused
filter                     refused     refused     refused     refused     refused     does        refused
filter: one                refused     refused     refused     refused     refused     does        refused
decide                     refused     refused     refused     refused     refused     does        refused
decide: no version         refused     refused     refused     refused     refused     does        refused
decide: proposer's         refused     refused     refused     refused     refused     does        refused
reason                     refused     refused     refused     refused     refused     does        refused
reason: none               refused     refused     refused     refused     refused     nothing     refused
about                      refused     refused     refused     refused     refused     does        refused
target: itself             refused     refused     refused     refused     refused     nothing     refused
preview: no plan           refused     refused     refused     refused     refused     nothing     refused
confirm: no plan           refused     refused     refused     refused     refused     does        refused
undo: nothing              refused     refused     refused     refused     refused     does        refused
note                       refused     refused     refused     refused     refused     does        refused
see_photos                 refused     refused     refused     refused     refused     does        refused
read                       refused     refused     refused     refused     refused     does        refused
still                      nothing     does        nothing     nothing     nothing     nothing     nothing
changed                    nothing     does        nothing     nothing     nothing     nothing     nothing
changed: what              nothing     does        nothing     nothing     nothing     nothing     nothing
"""


async def prepare(stage: Stage) -> dict[str, str]:
    """Let the proposer and the coach have one thing under way and one thing done."""
    stage.world.add_user(STRANGER, "Sam")
    stage.world.add_user(FORMER, "Fleur")
    for user in EVERYONE.values():
        stage.world.start(user)
    await stage.settle()
    for user in (COACH, COLLEAGUE, FORMER):
        await stage.give(user, Role.COACH)
    await stage.give(COORDINATOR, Role.COORDINATOR)
    async with stage.parts.database.transaction() as tx:
        await tx.run("UPDATE roles SET revoked_at = granted_at WHERE person_id = ?", (FORMER,))
    await app.make_invite(stage.parts.database, stage.clock, Role.COACH, LINK)
    await until_summary(stage, RESIDENT, description=SENT + " tussen het riet" * 60)
    for user, lines in {
        RESIDENT: ("<photo>", "[Versturen]", "/taak", "[Bewoner]", SECRET),
        COACH: ("/check", "[Alles voldoet]", "[Opslaan]", "/check"),
    }.items():
        for line in lines:
            act(stage, user, line)
            await stage.settle()
    ids = await stage.query(
        "SELECT (SELECT id FROM conversations WHERE status = 'open' AND flow = 'propose_task'),"
        " (SELECT id FROM conversations WHERE status = 'open' AND flow = 'check_candidate'),"
        " (SELECT id FROM proposals), (SELECT id FROM checks), (SELECT code FROM checks)"
    )
    return dict(zip(("proposal", "card", "task", "check", "code"), map(str, ids[0]), strict=True))


@asynccontextmanager
async def prepared(tmp_path: Path) -> AsyncIterator[tuple[Stage, dict[str, str]]]:
    async with on_stage(tmp_path) as stage:
        ids = await prepare(stage)
        await stage.stop()
        shutil.copy(stage.settings.database_path, tmp_path / "as it was.db")
        await stage.start()
        yield stage, ids


async def as_it_was(stage: Stage) -> None:
    await stage.stop()
    path = stage.settings.database_path
    for beside in ("-wal", "-shm"):
        path.with_name(path.name + beside).unlink(missing_ok=True)
    shutil.copy(path.with_name("as it was.db"), path)
    await stage.start()


async def outcome(stage: Stage, user: int, line: str) -> str:
    """Do it, and say in a word what came of it."""
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
    assert shown == EXPECTED.strip("\n")


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
