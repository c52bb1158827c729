"""A coordinator chooses what to do with a proposal, and sees the exact message before it counts."""

from __future__ import annotations

from dataclasses import replace

from bot.buttons import Press, Verb, data
from bot.changes import Expected
from bot.intake.choosing import answers_to_choose, choices, near
from bot.intake.deciding import change, moved_by
from bot.intake.drafting import to_proposer, to_the_joined, to_the_other
from bot.intake.moment import Moment
from bot.intake.queueing import FLOW, LONGEST_NOTE, card, load
from bot.message import Button, Message
from bot.office.plan import Plan
from bot.office.reviewing import NEEDS_PROPOSER, WHOSE, Action, Actor, after
from bot.records import Conversation, Proposal
from bot.store import people, reviewing
from bot.views import deciding as views
from bot.views import decisions, tasks
from bot.views.fitting import shorten
from bot.views.queue import empty, purged
from conversations.text import N_, Text, text

MORE = text(N_("Do you want to add something? Type it, or go on without."))
WITHOUT = text(N_("Go on without"))
ASK_MORE = text(N_("Type your question, or go on without words."))


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
        if action is Action.ASK:  # the question may be typed before its answer is chosen
            plan = Plan(action, proposal.version)
            moment.expect("decision", proposal.id, plan.dump(), moment.pressed())
        moment.edit(moment.pressed(), await choices(moment, proposal, conversation, action))


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
        begun = planned(moment, press.number)
        note = begun.note if begun and _lacks_answer(begun) else ""
        plan = Plan(Action.ASK, loaded[0].version, question=chosen[0], note=note)
        if note:
            await show_preview(moment, loaded[0], plan)
        else:
            _ask_words(moment, loaded, plan, ASK_MORE)


def _lacks_answer(plan: Plan) -> bool:
    """Tell whether it is a question of which the answer it is about is still to be chosen."""
    return plan.action is Action.ASK and plan.question is None


async def target(moment: Moment, press: Press) -> None:
    """Take the proposal to join with, and show what the proposer will read."""
    loaded = await found(moment, press, press.words[:1])
    if loaded is None:
        return
    proposal, conversation = loaded
    others = {str(other.id): other.id for other in await near(moment, proposal, conversation)}
    chosen = others.get(press.words[1]) if len(press.words) > 1 else None
    if chosen is not None:
        await show_preview(moment, proposal, Plan(Action.MERGE, proposal.version, target=chosen))


def _ask_words(
    moment: Moment, loaded: tuple[Proposal, Conversation], plan: Plan, asked: Text
) -> None:
    proposal, conversation = loaded
    moment.expect("decision", proposal.id, plan.dump(), moment.pressed())
    go_on = Button(WITHOUT, data(Verb.PREVIEW, proposal.id, str(proposal.version)))
    title = tasks.title(conversation.state.answers)
    moment.edit(moment.pressed(), views.write(proposal, title, asked, go_on, plan.action.value))


async def typed(moment: Moment, expected: Expected, words: str) -> None:
    """Take the note or the question that a coordinator typed, and show what will be sent."""
    plan = Plan.load(expected.content)
    loaded = await load(moment, expected.subject)
    if loaded is None:
        moment.send(purged())
        return
    plan = replace(plan, note=shorten(words, LONGEST_NOTE))
    if plan.version == loaded[0].version and _lacks_answer(plan):
        sent = moment.send(answers_to_choose(moment, *loaded, plan.note))
        moment.expect("decision", expected.subject, plan.dump(), sent)
    elif plan.version == loaded[0].version:
        await show_preview(moment, loaded[0], plan)
    else:
        moment.send(await overtaken(moment, loaded[0]))


async def preview(moment: Moment, press: Press) -> None:
    """Show what will be sent, without a note."""
    loaded = await found(moment, press, press.words[:1])
    plan = planned(moment, press.number)
    if loaded and plan and not _lacks_answer(plan):
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
    joined = [words for _, words in await to_the_joined(moment, proposal, plan)]
    shown = views.preview(proposal, said, plan, told and told[1], joined, unreachable=gone)
    if moment.is_press:
        moment.edit(moment.pressed(), shown)
    prompt = moment.pressed() if moment.is_press else moment.send(shown)
    moment.expect("decision", proposal.id, plan.dump(), prompt)
