"""The bot acts of its own accord: something is due, and no update asks for it."""

from __future__ import annotations

from bot.incoming import Incoming, Returned
from bot.intake.batch import Batch
from bot.intake.moment import Moment
from bot.people import Person


def unasked(batch: Batch, person: Person) -> Moment:
    """Return a moment about a person that no update began; it counts once the batch accepts it.

    Not all may be known of the person here, so it must not save them.
    """
    return Moment(batch, Incoming(0, person.id, Returned()), person)
