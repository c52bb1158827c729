"""The bot acts of its own accord: something is due, and no update asks for it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable

from bot.incoming import Incoming, Returned
from bot.intake.batch import Batch
from bot.intake.deciding import change
from bot.intake.moment import Moment
from bot.intake.queueing import load
from bot.office.reviewing import Action
from bot.people import NOBODY, Person
from bot.records import Proposal
from bot.views import tasks


def unasked(batch: Batch, person: Person) -> Moment:
    """Return a moment about a person that no update began; it counts once the batch accepts it.

    Not all may be known of the person here, so it must not save them.
    """
    return Moment(batch, Incoming(0, person.id, Returned()), person)


async def moved(
    batch: Batch, ids: Iterable[int], action: Action
) -> AsyncIterator[tuple[Moment, Proposal, str]]:
    """Change the status of proposals, where that may be; yield each and its title, to tell of it.

    The batch takes it over after that.
    """
    for id_ in ids:
        moment = unasked(batch, Person(NOBODY, batch.setting.language))
        found = await load(moment, id_)
        changed = found and change(moment, found[0], action)
        if found and changed:
            yield moment, changed, tasks.title(found[1].state.answers)
            batch.accept(moment.changes)
