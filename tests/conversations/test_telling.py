"""What describes no task is asked again; what is a task is never sent away."""

import pytest

from conversations.answers import Accepted, Rejected, understand
from conversations.flows.propose_task import description
from conversations.rejections import NO_TASK
from conversations.replies import Typed
from conversations.text import text

NOTHING = (
    *("ja", "ja hoor", "Goedemorgen", "Goedemorgen allemaal", "hallo allemaal!", "sorry", "niks"),
    *("dank u wel", "Bedankt", "bedankt hoor", "thank you", "ik begrijp het niet"),
    *("ik snap het niet", "Ik weet het niet meer.", "ja dat wil ik", "6 uur", "wat bedoelt u?"),
    *("ik wil graag een taak voorstellen", "Ik wil een taak voorstellen!"),
    *("I want to propose a task", "taak voorstellen"),
)
A_TASK = (
    *("bedankjes rondbrengen in de wijk", "een bedankt-muur maken", "ik wil het plein vegen"),
    *("ik wil een taak voorstellen: het plein vegen", "het gras maaien", "heg snoeien"),
    *("sorry dat ik het vraag maar de stoep is vies", "niemand ruimt het blad op", "koken"),
    *("goedemorgen allemaal zeggen in het verzorgingshuis", "ik wil graag een moestuin"),
)


@pytest.mark.parametrize("typed", NOTHING)
def test_words_around_a_task_describe_none(typed: str) -> None:
    assert understand(description, Typed(typed)) == Rejected(text(NO_TASK))


@pytest.mark.parametrize("typed", A_TASK)
def test_a_task_stays_a_task(typed: str) -> None:
    assert understand(description, Typed(typed)) == Accepted(typed)
