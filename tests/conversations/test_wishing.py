"""What people want where nothing was asked; a story is never taken for a wish or for an answer."""

import pytest

from conversations.wishing import Wish, hesitates, whether_task, wish


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("Ik wil graag een taak voorstellen", Wish.PROPOSE),
        ("hallo, ik wil iets voorstellen aan de gemeente", Wish.PROPOSE),
        ("I would like to propose a task", Wish.PROPOSE),
        ("Ik zoek zelf een Basisbaan, kan dat hier", Wish.WORK),
        ("ik ben op zoek naar werk", Wish.WORK),
        ("Hoi, ik wil graag aan het werk", Wish.WORK),
        ("I\u2019m looking for work", Wish.WORK),
        ("ik zoek iemand voor werk in de tuin", None),
        ("ik wil voorstellen om het plein te vegen", None),
        ("ik wil een basisbaan taak voorstellen op het plein", None),
        ("het werk op het plein blijft liggen", None),
        ("een nieuwe taak", None),
    ],
)
def test_a_wish_is_known_and_a_story_is_none(typed: str, wanted: Wish | None) -> None:
    assert wish(typed) == wanted


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Ja, als taak", "yes"),
        ("graag", "yes"),
        ("ja dat lijkt mij een goed plan", "yes"),
        ("Nee dank u, ik wil niets voorstellen", "no"),
        ("dat is geen taak maar een klacht", "no"),
        ("no thank you very much", "no"),
        ("no one sweeps the street near the school", None),
        ("graag het plein vegen en de stoep ook", None),
        ("ik wil geen zwerfvuil meer in de straat", None),
        ("ja maar niet vandaag", None),
        ("ja?", None),
        ("", None),
        ("🙂", None),
    ],
)
def test_an_answer_to_the_offer_is_known_and_a_story_is_none(typed: str, meant: str | None) -> None:
    assert whether_task(typed) == meant


def test_who_hesitates_tells_no_story() -> None:
    assert hesitates("ja maar dat doe ik liever een andere keer")
    assert not hesitates("niemand ruimt het op maar het moet wel")
    assert not hesitates("")
