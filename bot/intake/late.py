"""What is made when it is sent, because by then things may be handled: work lists and notices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.clock import parse_stamp
from bot.intake import telling, worklists
from bot.intake.batch import Setting
from bot.message import Message, load
from bot.office.workshop import Maker
from bot.store import digests, proposals
from bot.store.database import Database
from bot.views import digest


def makers(database: Database, setting: Setting) -> Mapping[str, Maker]:
    """Return who makes the messages that are made when they are sent. None: not to be sent."""

    async def work_list(asked: Mapping[str, Any], language: str) -> Message | None:
        now = setting.clock.now()
        async with database.reading() as tx:
            wishes = await digests.wishes_of(tx, asked["person"])
            if wishes is None:
                return None
            since = parse_stamp(asked["since"])
            parts = await worklists.parts(tx, setting, wishes, now, since)
        return digest.work_list(parts, setting.clock.local(now).date()) if parts else None

    async def notice(asked: Mapping[str, Any], language: str) -> Message | None:
        async with database.reading() as tx:
            wishes = await digests.wishes_of(tx, asked["person"])
            proposal = await proposals.one(tx, asked["proposal"])
        still_so = proposal is not None and proposal.status.value == asked["status"]
        return load(asked["said"]) if wishes and still_so else None

    return {worklists.MAKER: work_list, telling.MAKER: notice}
