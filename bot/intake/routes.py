"""Which command or button leads where, and what a person must be allowed to do for it.

The one table of permissions in use: `dispatch.py` asks for each of them before anything happens.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.buttons import Verb
from bot.intake import (
    browsing,
    checking,
    digesting,
    exporting,
    figuring,
    finding,
    following,
    informing,
    joining,
    judging,
    language,
    leaving,
    listening,
    logbook,
    offering,
    overriding,
    own_data,
    pausing,
    planning,
    playing,
    proposing,
    queueing,
    rechecking,
    speaking,
    steering,
    still,
    teaming,
)
from bot.intake.route import ConversationRoute, InConversation, PressRoute, Route, TypedRoute
from bot.people import Deed

COMMANDS: Mapping[str, Route] = {
    "start": Route(Deed.READ, informing.start),
    "join": Route(Deed.JOIN, joining.join),
    "help": Route(Deed.READ, informing.help_),
    "over": Route(Deed.READ, informing.about),
    "privacy": Route(Deed.READ, informing.privacy),
    "taak": Route(Deed.PROPOSE, proposing.propose),
    "medewerker": Route(Deed.READ, speaking.ask_for_staff),
    "taal": Route(Deed.READ, language.choose),
    "language": Route(Deed.READ, language.choose),
    "stop": Route(Deed.PROPOSE, pausing.stop_command),
    "mijngegevens": Route(Deed.OWN_DATA, own_data.see),
    "verwijder": Route(Deed.OWN_DATA, own_data.ask),
    "mijntaken": Route(Deed.FOLLOW, following.mine),
    "check": Route(Deed.CHECK, checking.check),
    "checks": Route(Deed.CHECK, finding.saved_checks),
    "beoordelen": Route(Deed.REVIEW, queueing.review),
    "meldingen": Route(Deed.REVIEW, digesting.messages),
    "export": Route(Deed.EXPORT, exporting.export),
    "taken": Route(Deed.BROWSE, browsing.browse),
    "team": Route(Deed.TEAM, teaming.team),
    "logboek": Route(Deed.LOG, logbook.newest),
    "cijfers": Route(Deed.COUNT, figuring.first_picture),
    "aan_het_werk": Route(Deed.COUNT, figuring.at_work),
    "uitnodigen": Route(Deed.INVITE, joining.choose_role),
}

MENU: Mapping[str, str] = {
    "propose": "taak",
    "tasks": "mijntaken",
    "about": "over",
    "privacy": "privacy",
    "check": "check",
    "invite": "uitnodigen",
    "messages": "meldingen",
    "approved": "taken",
    "team": "team",
    "own_data": "mijngegevens",
    "staff": "medewerker",
}
"""What the buttons of the menu stand for: a command, with the permission that it takes."""

WORDS: Mapping[str, tuple[str, ...]] = {
    "taak": ("taak voorstellen", "taak", "voorstel", "nieuwe taak", "propose a task"),
    "mijntaken": ("mijn taken", "mijn voorstellen", "my tasks"),
    "over": ("over de basisbaan", "basisbaan", "wat is een basisbaan"),
    "privacy": ("privacy",),
    "help": ("help", "hulp", "menu", "uitleg"),
    "check": ("kandidaat toetsen", "toetsen", "nieuwe toets"),
    "checks": ("mijn toetsen", "toetsen bekijken"),
    "mijngegevens": ("mijn gegevens", "gegevens", "my data"),
    "verwijder": ("verwijder mijn gegevens", "gegevens verwijderen", "erase my data"),
    "taal": ("taal", "andere taal", "language", "taal kiezen"),
    "taken": ("goedgekeurde taken", "taken bekijken", "approved tasks"),
    "team": ("team", "het team"),
    "start": ("hallo", "hoi", "goedendag", "goedemorgen", "goedemiddag", "hello", "start"),
}
"""What people type outside a conversation instead of a command."""


def _propose(verb_goes: InConversation) -> ConversationRoute:
    return ConversationRoute(Deed.PROPOSE, playing.FLOW, verb_goes)


def _check(verb_goes: InConversation) -> ConversationRoute:
    return ConversationRoute(Deed.CHECK, checking.FLOW, verb_goes)


VERBS: Mapping[Verb, PressRoute | ConversationRoute] = {
    Verb.ANSWER: _propose(steering.answered),
    Verb.EXPLAIN: _propose(steering.explain),
    Verb.AGAIN: _propose(steering.again),
    Verb.CHANGE: _propose(steering.change),
    Verb.LINES: _propose(steering.choose_line),
    Verb.SUMMARY: _propose(steering.show_summary),
    Verb.PHOTOS: _propose(steering.ask_photos),
    Verb.BACK: _propose(steering.back),
    Verb.KEEP: _propose(steering.keep),
    Verb.STOP: _propose(pausing.stop_pressed),
    Verb.RESUME: _propose(pausing.resume),
    Verb.PARK: _propose(pausing.park),
    Verb.DROP: _propose(pausing.drop),
    Verb.ANEW: _propose(pausing.anew),
    Verb.SEND: _propose(steering.send),
    Verb.STEP: _check(checking.step),
    Verb.FILL: _check(checking.fill),
    Verb.CARD_HELP: _check(checking.explain),
    Verb.SAVE: _check(checking.save),
    Verb.CARD_STOP: _check(checking.stop),
    Verb.CARD_ON: _check(checking.go_on),
    Verb.CARD_NEW: _check(checking.anew),
    Verb.TASK: PressRoute(Deed.FOLLOW, following.open_task),
    Verb.WITHDRAW: PressRoute(Deed.FOLLOW, following.ask_to_withdraw),
    Verb.WITHDRAW_YES: PressRoute(Deed.FOLLOW, following.withdraw),
    Verb.CHECK: PressRoute(Deed.CHECK, finding.open_check),
    Verb.CHECKS: PressRoute(Deed.CHECK, finding.page),
    Verb.STILL: PressRoute(Deed.FOLLOW, still.still),
    Verb.CHANGED: PressRoute(Deed.FOLLOW, still.changed),
    Verb.REVIEW: PressRoute(Deed.REVIEW, queueing.open_proposal),
    Verb.QUEUE: PressRoute(Deed.REVIEW, queueing.queue),
    Verb.FILTER: PressRoute(Deed.REVIEW, queueing.choose_district),
    Verb.SEE_PHOTOS: PressRoute(Deed.REVIEW, queueing.see_photos),
    Verb.READ: PressRoute(Deed.REVIEW, queueing.read_in_full),
    Verb.NOTE: PressRoute(Deed.REVIEW, queueing.ask_note),
    Verb.DECIDE: PressRoute(Deed.REVIEW, planning.decide),
    Verb.REASON: PressRoute(Deed.REVIEW, planning.reason),
    Verb.ABOUT: PressRoute(Deed.REVIEW, planning.about),
    Verb.TARGET: PressRoute(Deed.REVIEW, planning.target),
    Verb.PREVIEW: PressRoute(Deed.REVIEW, planning.preview),
    Verb.CONFIRM: PressRoute(Deed.REVIEW, judging.confirm),
    Verb.UNDO: PressRoute(Deed.REVIEW, judging.undo),
    Verb.FIGURES: PressRoute(Deed.COUNT, figuring.another),
    Verb.LANGUAGE: PressRoute(Deed.READ, language.chosen),
    Verb.AS_TASK: PressRoute(Deed.PROPOSE, offering.pressed),
    Verb.UNPHOTO: _propose(steering.without_photos),
    Verb.UNVOICE: _propose(steering.without_voices),
    Verb.SEE_VOICES: PressRoute(Deed.REVIEW, listening.see_voices),
    Verb.INVITE: PressRoute(Deed.INVITE, joining.make_invite),
    Verb.CHECK_AGAIN: PressRoute(Deed.CHECK, rechecking.again),
    Verb.CHECK_DELETE: PressRoute(Deed.CHECK, rechecking.ask_to_delete),
    Verb.CHECK_GONE: PressRoute(Deed.CHECK, rechecking.delete),
    Verb.OVERRIDE: PressRoute(Deed.CHECK, overriding.override),
    Verb.BROWSE: PressRoute(Deed.BROWSE, browsing.page),
    Verb.BROWSE_BY: PressRoute(Deed.BROWSE, browsing.choose),
    Verb.BROWSE_TASK: PressRoute(Deed.BROWSE, browsing.open_task),
    Verb.TEAM: PressRoute(Deed.TEAM, teaming.page),
    Verb.MEMBER: PressRoute(Deed.TEAM, teaming.open_member),
    Verb.REVOKE: PressRoute(Deed.TEAM, leaving.ask_to_revoke),
    Verb.REVOKE_YES: PressRoute(Deed.TEAM, leaving.revoke),
    Verb.HAND_OVER: PressRoute(Deed.TEAM, leaving.hand_over),
    Verb.RENAME: PressRoute(Deed.TEAM, teaming.ask_new_name),
    Verb.MY_NAME: PressRoute(Deed.BE_NAMED, teaming.ask_name),
    Verb.INVITES: PressRoute(Deed.INVITE, teaming.invites),
    Verb.UNINVITE: PressRoute(Deed.INVITE, teaming.uninvite),
    Verb.LOG: PressRoute(Deed.LOG, logbook.page),
    Verb.ERASE: PressRoute(Deed.OWN_DATA, own_data.pressed),
    Verb.DIGEST: PressRoute(Deed.REVIEW, digesting.pressed),
    Verb.EXPORT: PressRoute(Deed.EXPORT, exporting.choose),
    Verb.MAKE_EXPORT: PressRoute(Deed.EXPORT, exporting.make),
}

ASKED_BACK = frozenset(
    {Verb.ANSWER, Verb.EXPLAIN, Verb.AGAIN, Verb.CHANGE, Verb.BACK, Verb.KEEP, Verb.RESUME}
)
"""What can still be done in a conversation that was handed in and then asked back."""

PURPOSES: Mapping[str, TypedRoute] = {
    "note": TypedRoute(Deed.REVIEW, queueing.keep_note),
    overriding.PURPOSE: TypedRoute(Deed.CHECK, overriding.noted),
    teaming.NAME: TypedRoute(Deed.BE_NAMED, teaming.named),
    teaming.RENAME: TypedRoute(Deed.TEAM, teaming.named),
    "decision": TypedRoute(Deed.REVIEW, planning.typed),
}
"""What typed words may be for, by the purpose they were asked for."""
