"""The codes by which a database remembers what was erased, without saying what it was."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime

from bot.clock import stamp
from bot.store.database import Transaction

KEY = "SELECT value FROM keys WHERE name = 'erasures'"

REMEMBER = "INSERT INTO erasures (at, kind, code) VALUES (?, ?, ?)"


async def remember(tx: Transaction, kind: str, of: object, now: datetime) -> None:
    """Note by a code what is gone for good."""
    await tx.run(REMEMBER, (stamp(now), kind, code(await key(tx), kind, of)))


async def key(tx: Transaction) -> str:
    """Return the key without which the codes of erasures say nothing."""
    ((found,),) = await tx.rows(KEY)
    return str(found)


def code(with_key: str, kind: str, of: object) -> str:
    """Return what is kept of an erasure: a code that only this database's key can make again."""
    return hmac.new(bytes.fromhex(with_key), f"{kind} {of}".encode(), hashlib.sha256).hexdigest()
