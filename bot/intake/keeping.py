"""What may not be kept is refused before anything happens with it. Law 8 of the design."""

from __future__ import annotations

from bot import privacy
from bot.intake import contacting, playing, proposing
from bot.intake.moment import Moment
from bot.privacy import Private
from bot.records import Sent
from bot.views import refusals
from conversations.flow import Question


def may_keep(
    moment: Moment,
    words: str,
    answers: Question | None = None,
    *,
    again: bool = False,
    number: bool = False,
) -> bool:
    """Ask to leave out what must not be kept, and take the message away; law 8.

    `answers` is the question that the words answer: what it asks for is welcome. `again`: the
    words are asked for, so that they can be typed once more. `number`: a phone number is welcome.
    """
    invited = _invited(answers) if answers else frozenset()
    invited |= {Private.PHONE} if number else frozenset()
    found = privacy.scan(words, invited, accept_number=moment.person.accepts_number)
    if not found:
        if moment.person.accepts_number and words:
            moment.save_person(accepts_number=False)
        return True
    moment.delete(Sent(0, moment.incoming.message_id))
    kinds = {kind.value for kind in found}
    if again or moment.person.roles or moment.talking():
        describes = answers is not None and answers.key == "description"
        moment.send(refusals.private(kinds, again=again, describes=describes))
    else:
        moment.send(refusals.private_outside(kinds))
    return False


def open_question(moment: Moment) -> Question | None:
    """Return the question that typed words are for."""
    conversation = moment.talking()
    if conversation is None or conversation.flow != playing.FLOW:
        return None
    return proposing.question_for(moment, conversation)


def _invited(asked: Question) -> frozenset[Private]:
    """Return what a question asks for."""
    reaching = asked.key in contacting.REACHING
    return frozenset({Private.PHONE, Private.EMAIL}) if reaching else frozenset()
