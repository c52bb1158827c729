"""After a release with other commands, the menus of colleagues follow.

The menu of everyone is set at each start. A colleague's own goes before it, and is set when a role
or a language changes; this sets it when the commands do.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache

from bot.intake.batch import Batch
from bot.intake.unasked import unasked
from bot.people import Person, Role
from bot.store import menus, people
from bot.translate import LANGUAGES, words
from bot.views.commands import commands_of
from conversations.text import text


@cache
def mark_of(bot_name: str) -> str:
    """Return a short word that changes with the commands, their words, or the bot they are of."""
    listed = [
        (language, command, words(text(what), language), role)
        for language in LANGUAGES
        for role in Role
        for command, what in commands_of({role})
    ]
    return hashlib.sha256(json.dumps([bot_name, listed]).encode()).hexdigest()[:16]


async def refresh(batch: Batch) -> int:
    """Set the menus of all colleagues anew, once for each change; return how many."""
    mark = mark_of(batch.setting.bot_name)
    if await menus.shown(batch.tx) == mark:
        return 0
    ids = {id_ for role in Role for id_, _ in await people.with_role(batch.tx, role)}
    staff = await people.load(batch.tx, json.dumps(sorted(ids)))
    moment = unasked(batch, Person(0, batch.setting.language))
    for colleague in staff.values():
        if not colleague.unreachable:
            moment.set_menu(colleague)
    batch.accept(moment.changes)
    await menus.show(batch.tx, mark)
    return len(staff)
