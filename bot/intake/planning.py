"""A coordinator chooses what to do with a proposal, and sees the exact message before it counts."""

from __future__ import annotations

from dataclasses import replace

from bot.buttons import Press, Verb, data
from bot.changes import Expected
from bot.intake.deciding import change, moved_by
from bot.intake.drafting import to_proposer, to_the_other
from bot.intake.moment import Moment
from bot.intake.queueing import COMPARED, FLOW, LONGEST_NOTE, card, load
from bot.message import Button, Message
from bot.office.plan import Plan
from bot.office.reviewing import NEEDS_PROPOSER, WHOSE, Action, Actor, after
from bot.office.similar import similar
from bot.records import Conversation, Neighbour, Proposal
from bot.store import people, reviewing
from bot.views import deciding as views
from bot.views import decisions, tasks
from bot.views.fitting import shorten
from bot.views.queue import empty
from bot.views.reviewing import name
from conversations.text import N_, Text, text

WHY = (
    text(N_("Why do you decline it?")),
    text(N_("“Does not meet”: so the proposer says. The rest we know ourselves.")),
)
MORE = text(N_("Do you want to add something? Type it, or go on without."))
WITHOUT = text(N_("Go on without"))
WHAT = (text(N_("About which answer is your question?")),)
ASK_MORE = text(N_("Type your question, or go on without words."))
WHICH = (text(N_("With which proposal do you want to join it?")),)


async def found(
    moment: Moment, press: Press, version: tuple[str, ...]
) -> tuple[Proposal, Conversation] | None:
    """Return the proposal if it still is in the version that stood on the screen."""
    loaded = await load(moment, press.number)
    if loaded and version != (str(loaded[0].version),):
        moment.edit(moment.pressed(), await overtaken(moment, loaded[0]))
        return None
    return loaded


async def overtaken(moment: Moment, proposal: Proposal) -> Message:
    """Return what to say when a proposal is no longer as it was on the screen."""
    step = await reviewing.newest(await moment.reading(), proposal.id)
    return views.overtaken(proposal, moved_by(moment, step))


async def decide(moment: Moment, press: Press) -> None:
    """Begin an action on a proposal, in the version that the coordinator saw."""
    if press.word not in set(Action):
        return
    loaded = await found(moment, press, press.words[1:2])
    if loaded is None:
        return
    proposal, conversation = loaded
    action = Action(press.word)
    if action in NEEDS_PROPOSER and proposal.orphaned:
        moment.edit(moment.pressed(), await card(moment, proposal.id) or empty(None))
    elif WHOSE[action] is not Actor.COORDINATOR or after(proposal.status, action) is None:
        moment.edit(moment.pressed(), await overtaken(moment, proposal))
    elif action is Action.REOPEN:
        change(moment, proposal, action)
        moment.edit(moment.pressed(), await card(moment, proposal.id) or empty(None))
    elif action in {Action.APPROVE, Action.CLOSE}:
        await show_preview(moment, proposal, Plan(action, proposal.version))
    else:
        moment.edit(moment.pressed(), await _choices(moment, proposal, conversation, action))


async def _choices(
    moment: Moment, proposal: Proposal, conversation: Conversation, action: Action
) -> Message:
    flow = moment.setting.flows[FLOW]
    title = tasks.title(conversation.state.answers)
    if action is Action.DECLINE:
        options = [(label, key) for key, (label, _) in decisions.reasons(flow).items()]
        return views.choose(proposal, title, WHY, options, Verb.REASON)
    if action is Action.ASK:
        answers = flow.counting(conversation.state.answers)
        asked = [(text(q.short), q.key) for q in flow.applying(answers) if q.key in answers]
        return views.choose(proposal, title, WHAT, asked, Verb.ABOUT, across=2)
    near = [(name(other), str(other.id)) for other in await _near(moment, proposal, conversation)]
    return views.choose(proposal, title, WHICH, near, Verb.TARGET)


async def _near(moment: Moment, proposal: Proposal, conversation: Conversation) -> list[Neighbour]:
    tx = await moment.reading()
    others = await reviewing.nearby(tx, proposal.district, proposal.id, COMPARED)
    return similar(conversation.state.answers.get("description", ""), others)


async def reason(moment: Moment, press: Press) -> None:
    """Take the reason to decline, and ask for a note."""
    loaded = await found(moment, press, press.words[:1])
    chosen = press.words[1:2]
    if loaded and chosen and chosen[0] in decisions.reasons(moment.setting.flows[FLOW]):
        plan = Plan(Action.DECLINE, loaded[0].version, reason=chosen[0])
        _ask_words(moment, loaded, plan, MORE)


async def about(moment: Moment, press: Press) -> None:
    """Take the answer that a question is about, and ask for its words."""
    loaded = await found(moment, press, press.words[:1])
    chosen = press.words[1:2]
    if loaded is None:
        return
    counting = moment.setting.flows[FLOW].counting(loaded[1].state.answers)
    if chosen and chosen[0] in counting:
        plan = Plan(Action.ASK, loaded[0].version, question=chosen[0])
        _ask_words(moment, loaded, plan, ASK_MORE)


async def target(moment: Moment, press: Press) -> None:
    """Take the proposal to join with, and show what the proposer will read."""
    loaded = await found(moment, press, press.words[:1])
    if loaded is None:
        return
    proposal, conversation = loaded
    near = {str(other.id): other.id for other in await _near(moment, proposal, conversation)}
    chosen = near.get(press.words[1]) if len(press.words) > 1 else None
    if chosen is not None:
        await show_preview(moment, proposal, Plan(Action.MERGE, proposal.version, target=chosen))


def _ask_words(
    moment: Moment, loaded: tuple[Proposal, Conversation], plan: Plan, asked: Text
) -> None:
    proposal, conversation = loaded
    moment.expect("decision", proposal.id, plan.dump(), moment.pressed())
    go_on = Button(WITHOUT, data(Verb.PREVIEW, proposal.id, str(proposal.version)))
    title = tasks.title(conversation.state.answers)
    moment.edit(moment.pressed(), views.write(proposal, title, asked, go_on))


async def typed(moment: Moment, expected: Expected, words: str) -> None:
    """Take the note or the question that a coordinator typed, and show what will be sent."""
    plan = Plan.load(expected.content)
    loaded = await load(moment, expected.subject)
    if loaded and plan.version == loaded[0].version:
        await show_preview(moment, loaded[0], replace(plan, note=shorten(words, LONGEST_NOTE)))
    elif loaded:
        moment.send(await overtaken(moment, loaded[0]))


async def preview(moment: Moment, press: Press) -> None:
    """Show what will be sent, without a note."""
    loaded = await found(moment, press, press.words[:1])
    plan = planned(moment, press.number)
    if loaded and plan:
        await show_preview(moment, loaded[0], replace(plan, note=""))
    elif loaded:
        lapse(moment, loaded[0])


def lapse(moment: Moment, proposal: Proposal) -> None:
    """Say that the plan of this button is gone; one that was made since then stays."""
    moment.expect_as_before()
    moment.edit(moment.pressed(), views.lapsed(proposal))


def planned(moment: Moment, proposal: int) -> Plan | None:
    """Return what the coordinator has chosen for this proposal."""
    awaited = moment.expected
    if awaited is None or awaited.purpose != "decision" or awaited.subject != proposal:
        return None
    return Plan.load(awaited.content)


async def show_preview(moment: Moment, proposal: Proposal, plan: Plan) -> None:
    """Show the exact message that the proposer will get, and keep the plan until it counts."""
    said = await to_proposer(moment, proposal, plan)
    known = await people.load(await moment.reading(), f"[{proposal.person_id}]")
    gone = known[proposal.person_id].unreachable
    told = await to_the_other(moment, plan.target)
    shown = views.preview(proposal, said, plan, told and told[1], unreachable=gone)
    if moment.is_press:
        moment.edit(moment.pressed(), shown)
    prompt = moment.pressed() if moment.is_press else moment.send(shown)
    moment.expect("decision", proposal.id, plan.dump(), prompt)
