"""What people type for hours a week."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.hours import Hours, HoursRefusal, parse_hours

UNDERSTOOD = """
6 -> 6
06 -> 6
6 uur -> 6
6 uur. -> 6
6u -> 6
6h -> 6
6 uurtjes -> 6
zes -> 6
Zes uur -> 6
٦ -> 6
６ -> 6
een uur -> 1
één uur -> 1
1 uurtje -> 1
een uurtje of zes -> 6
uurtje of 6 -> 6
een uur of twee -> 2
een stuk of 6 -> 6
ongeveer 10 uur per week -> 10
ca. 6 uur -> 6
zo'n 6 uur -> 6
±6 -> 6
ik denk 6 uur -> 6
gemiddeld 8 uur in de week -> 8
6 per week -> 6
6 uur p/w -> 6
6 u/week -> 6
wekelijks 3 uur -> 3
elke week 4 uur -> 4
2,5 -> 2.5
2.5 uur -> 2.5
2½ -> 2.5
½ uur -> 0.5
anderhalf -> 1.5
anderhalf uur -> 1.5
een half uur -> 0.5
half uurtje -> 0.5
twee en een half -> 2.5
2 en een half uur -> 2.5
tweeënhalf -> 2.5
drieenhalf uur -> 3.5
drie kwartier -> 0.75
een kwartier -> 0.25
een dagdeel -> 4
twee dagdelen -> 8
een ochtend -> 4
een dag -> 8
een hele dag -> 8
een halve dag -> 4
anderhalve dag -> 12
twee dagen -> 16
2 dagen in de week -> 16
een dag per week -> 8
een dag of twee -> 16
twaalf -> 12
zestien -> 16
twintig -> 20
eenentwintig -> 21
vierentwintig -> 24
tweeëndertig uur -> 32
zesendertig -> 36
veertig -> 40
168 -> 168
4-6 -> 4-6
4 - 6 uur -> 4-6
4–6 -> 4-6
4/6 -> 4-6
4 tot 6 -> 4-6
4 tot en met 6 uur -> 4-6
4 t/m 6 -> 4-6
4 à 6 -> 4-6
4 a 6 uur per week -> 4-6
4 of 5 -> 4-5
vier of vijf uur -> 4-5
vier vijf uur -> 4-5
een uur of 4, 5 -> 4-5
tussen 4 en 6 -> 4-6
tussen de 4 en 6 uur -> 4-6
van 4 tot 6 uur per week -> 4-6
6-4 -> 4-6
1,5-2 -> 1.5-2
0-4 -> 1-4
6-6 -> 6
1 of 2 dagen -> 8-16
meer dan 16 -> 17+
meer dan 16 uur per week -> 17+
meer dan 2,5 uur -> 2.5+
minstens 10 -> 10+
minimaal 10 uur -> 10+
vanaf 10 -> 10+
vanaf 10 uur per week -> 10+
vanaf 2 dagen -> 16+
10+ -> 10+
6 of meer -> 6+
6 uur of meer -> 6+
minder dan 4 -> 1-4
max 8 -> 1-8
max. 8 uur -> 1-8
maximaal een dag -> 1-8
hooguit 8 -> 1-8
tot 8 uur -> 1-8
one hour -> 1
two hours a week -> 2
4 to 6 hours -> 4-6
between 4 and 6 -> 4-6
more than 16 -> 17+
at least 10 -> 10+
about 6 hours -> 6
"""

REFUSED = {
    HoursRefusal.not_per_week: [
        *("2 uur per dag", "elke dag", "elke dag 2 uur", "2 uur een dag", "iedere dag een uur"),
        *(
            "dagelijks",
            "4 uur per maand",
            "maandelijks 3 uur",
            "om de week 4 uur",
            "20 uur per jaar",
        ),
        *("4 uur per 2 weken", "2 hours a day", "het hele jaar", "2 uur/dag", "in het weekend"),
    ],
    HoursRefusal.too_many: [
        "169",
        "200 uur",
        "1.000",
        "100-200",
        "99999999999999999",
        "meer dan 168",
    ],
    HoursRefusal.none: ["0", "nul", "geen", "0 uur", "nul uur per week", "00", "0-0", "0,0"],
    HoursRefusal.not_understood: [
        *(
            "",
            " ",
            "😀",
            "hallo",
            "weet ik niet",
            "uur",
            "veel",
            "een paar uur",
            "af en toe",
            "fulltime",
        ),
        *(
            "-6",
            "4-6-8",
            "4 en 6",
            "half vier",
            "om 6 uur",
            "vanaf 9 uur",
            "vanaf 9u",
            "vanaf 9 uur of 10 uur",
            "van 9 tot 12",
            "9.30",
            "9:00",
            "1e",
        ),
        *(
            "twee keer per week",
            "2x per week 3 uur",
            "niet 6",
            "6?",
            "6 uur en 20 minuten",
            "6" * 101,
        ),
        *(
            "4 dagen van 6 uur",
            "maandag",
            "06-12345678 x",
            "1/2/3",
            "+",
            "-",
            "tussen",
            "zes zeven acht",
        ),
    ],
}


@pytest.mark.parametrize("row", UNDERSTOOD.strip().splitlines())
def test_what_counts_as_hours_a_week(row: str) -> None:
    typed, stored = row.split(" -> ")
    assert str(parse_hours(typed)) == stored
    assert parse_hours(stored) == Hours.parse_stored(stored)


@pytest.mark.parametrize(
    ("refusal", "typed"), [(why, typed) for why, texts in REFUSED.items() for typed in texts]
)
def test_what_counts_as_no_hours_a_week_is_refused_for_a_reason(
    refusal: HoursRefusal, typed: str
) -> None:
    assert parse_hours(typed) is refusal


@pytest.mark.parametrize("stored", ["", "6-", "+", "1000", "a", "4-6+", " 6", "-6", "6\n"])
def test_only_the_stored_form_is_read_back(stored: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Hours.parse_stored(stored)


PIECES = st.sampled_from(
    [
        "een",
        "twee",
        "zes",
        "6",
        "4-6",
        "0",
        "half",
        "anderhalf",
        "½",
        "uur",
        "dag",
        "of",
        "tot",
        "-",
        "+",
        "meer dan",
        "per week",
    ]
)


@given(st.text(max_size=120) | st.lists(PIECES, max_size=8).map(" ".join))
def test_any_text_is_hours_that_can_be_stored_or_a_refusal(typed: str) -> None:
    understood = parse_hours(typed)
    if isinstance(understood, Hours):
        assert Hours.parse_stored(str(understood)) == understood
        assert 0 < understood.low <= (understood.high or 169) <= 169


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("zei ik al, 8 uur", "8"),
        ("8 uur, dat zei ik al", "8"),
        ("zoals ik al zei 4 tot 6 uur per week", "4-6"),
        ("4 uur per week zoals ik zei", "4"),
        ("ongeveer 8 uur per week denk ik", "8"),
        ("nou, we zijn er wel 6 uur mee kwijt", "6"),
        ("ja 4-6 uur lijkt me genoeg", "4-6"),
        ("daar is twee uur voor nodig", None),
        ("het werk kost 3 uur per week", "3"),
        ("mijn schatting is 10 uur", "10"),
        ("8 uur toch wel", "8"),
        ("zei ik al, 8", None),
        ("zei ik al, 8 uur en 2 uur reizen", None),
        ("4 uur of 8 uur zei ik", None),
        ("8 uur per persoon", None),
        ("we beginnen om 8 uur", None),
        ("om 8 uur 's ochtends", None),
        ("vanaf 8 uur zei ik al", None),
        ("we moeten er 8 uur zijn", None),
        ("niet 8 uur zei ik", None),
        ("geen 8 uur nodig", None),
        ("tot 8 uur zei ik al", None),
        ("soms 8 uur", None),
        ("elke maandag 8 uur", None),
        ("8 uur per dag zei ik al", None),
        ("8 uur in de zomer", None),
        ("met z'n vieren 8 uur", None),
        ("iedereen 8 uur", None),
        ("minder dan 8 uur zei ik al", None),
    ],
)
def test_one_amount_with_its_unit_counts_in_a_sentence(typed: str, stored: str | None) -> None:
    found = parse_hours(typed)
    assert (str(found) if isinstance(found, Hours) else None) == stored
