"""What people type instead of pressing a button."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.words import NO, UNSURE, YES, match

ANSWERS = {"yes": YES, "no": NO, "unsure": UNSURE}
PROPOSERS = {
    "resident": ("bewoner", "buurtbewoner", "ik woon hier"),
    "organisation": ("organisatie", "vereniging", "stichting"),
    "company": ("bedrijf", "ondernemer"),
}
SEASONS = {
    "all_year": ("het hele jaar", "hele jaar", "altijd"),
    "part": ("een deel van het jaar", "deel van het jaar", "in de zomer"),
    "once": ("één keer", "eenmalig"),
}

MEANT = {
    "yes": [
        *(
            "ja",
            "Ja",
            "JA!",
            "ja.",
            "ja hoor",
            "Ja hoor",
            "jazeker",
            "ja zeker",
            "jawel",
            "yes",
            "jep",
        ),
        *(
            "yup",
            "klopt",
            "dat klopt",
            "Ja, dat klopt",
            "zeker",
            "zeker weten",
            "tuurlijk",
            "oké",
            "ok",
        ),
        *(
            "natuurlijk",
            "inderdaad",
            "ja denk ik",
            "ik denk het wel",
            "ik denk van wel",
            "ja graag",
        ),
        *(
            "volgens mij wel",
            "volgens mij ja",
            "eigenlijk wel",
            "ja eigenlijk wel",
            "prima",
            "ja 😀",
        ),
        *(
            "juist",
            "absoluut",
            "jázeker",
            "natuurlijkk",
            "tuurlik",
            "inderdaat",
            "of course",
            "sure",
        ),
        *("ja 👍", "ja wel", "i think so", "ja volgens mij wel", "klpot"),
        *("👍", "👍🏽", "👌", "✅", "✔️", "👍👍!", "👍 🙂"),
    ],
    "no": [
        *(
            "nee",
            "Nee",
            "NEE!",
            "nee hoor",
            "neen",
            "nope",
            "no",
            "nee, helaas",
            "helaas niet",
            "nee joh",
        ),
        *(
            "zeker niet",
            "absoluut niet",
            "klopt niet",
            "dat klopt niet",
            "niet",
            "nog niet",
            "denk niet",
        ),
        *(
            "nee denk ik",
            "ik denk het niet",
            "ik denk van niet",
            "volgens mij niet",
            "eigenlijk niet",
        ),
        *(
            "volgens mij nee",
            "nee graag",
            "nee dank u",
            "not yet",
            "natuurlijk niet",
            "helaas niet hoor",
        ),
        *("absolut niet", "nee nee", "nee, nog niet", "niet waar", "👎", "👎🏿", "nee 👎"),
    ],
    "unsure": [
        *(
            "weet niet",
            "weet ik niet",
            "Weet ik niet.",
            "ik weet het niet",
            "dat weet ik niet",
            "geen idee",
        ),
        *(
            "geen idee hoor",
            "ik heb geen idee",
            "misschien",
            "misschein",
            "mischien",
            "misschien wel",
        ),
        *(
            "wellicht",
            "mogelijk",
            "weet ik nog niet",
            "ik weet het eigenlijk niet",
            "'k weet het niet",
        ),
        *(
            "niet zeker",
            "ik weet het niet zeker",
            "don't know",
            "I don't know",
            "not sure",
            "no idea",
        ),
        *(
            "Weet ik niet 🤷",
            "weet ik niet 🤷‍♀️",
            "🤷",
            "Weet ik neit",
            "wet ik niet",
            "WEET IK NIET!!",
        ),
        *("maybe", "onbekend", "zou kunnen", "ik twijfel", "kan zijn", "weet ik eigenlijk niet"),
    ],
}
IN_DOUBT = [
    *(
        "",
        " ",
        "?",
        "ja?",
        "nee?",
        "bewoner?",
        "😀",
        "👍👎",
        "👍?",
        "🤔",
        "❌",
        "...",
        "ja 👎",
        "nee ✅ ❌",
        "ja 🤷",
        "weet ik niet 👎",
        "eet ik niet",
        "weet ik wel",
    ),
    *(
        "nee niet",
        "ja maar niet altijd",
        "ja nee",
        "ja en nee",
        "nee ja",
        "ja maar",
        "nee maar",
        "nou ja",
    ),
    *(
        "nee wel",
        "niet wel",
        "nee eigenlijk wel",
        "niet geen",
        "niet niet",
        "geen",
        "ik niet",
        "zij niet",
    ),
    *(
        "ja niet",
        "ja geen idee",
        "nee geen idee",
        "nee misschien",
        "ja misschien",
        "ja weet ik niet",
    ),
    *("soms", "soms wel soms niet", "meestal", "altijd", "nooit", "een beetje", "deels", "bijna"),
    *(
        "niet klopt",
        "klopt dat",
        "klopt dat niet",
        "is dat zo",
        "onzeker niet",
        "weet ik",
        "ik weet het",
    ),
    *(
        "wel",
        "hoor",
        "ik",
        "ik ben een",
        "denk ik",
        "graag",
        "dat is het",
        "ik denk het",
        "ik kan",
        "zo",
    ),
    *(
        "zeer",
        "zieker",
        "zeeker niet weten",
        "ne",
        "nea",
        "jaap",
        "jan",
        "nu",
        "nee1",
        "jaren",
        "neef",
    ),
    *(
        "1",
        "2",
        "hallo",
        "stop",
        "help",
        "terug",
        "wat bedoelt u",
        "hoezo",
        "dat ligt eraan",
        "hangt er vanaf",
    ),
    *("ja de gemeente betaalt de materialen maar verder krijgt niemand er iets voor", "ja " * 1300),
    *(
        "nee dat doet niemand want het is al jaren blijven liggen",
        "zonder twijfel niet",
        "geen twijfel",
    ),
    *(
        "ik zou het niet zeker durven zeggen eigenlijk",
        "نعم",
        "да",
        "evet",
        "ja?!",
        "not no",
        "never mind",
    ),
]


@pytest.mark.parametrize(
    ("key", "typed"), [(key, typed) for key, texts in MEANT.items() for typed in texts]
)
def test_what_counts_as_an_answer(key: str, typed: str) -> None:
    assert match(typed, ANSWERS) == key


@pytest.mark.parametrize("typed", IN_DOUBT)
def test_in_doubt_it_is_asked_again(typed: str) -> None:
    assert match(typed, ANSWERS) is None


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("bewoner", "resident"),
        ("ik ben een bewoner", "resident"),
        ("gewoon bewoner", "resident"),
        ("bewonr", "resident"),
        ("bewoners", "resident"),
        ("Ik woon hier", "resident"),
        ("buurtbewooner", "resident"),
        ("een vereniging", "organisation"),
        ("verneiging", "organisation"),
        ("wij zijn een stichting", "organisation"),
        ("organistie", "organisation"),
        ("als bedrijf", "company"),
        ("bedrijff", "company"),
        ("geen bewoner", None),
        ("ik ben geen bewoner", None),
        ("niet als bedrijf", None),
        ("bewoner en bedrijf", None),
        ("bewoner of organisatie", None),
        ("bewoner, geen bedrijf", None),
        ("ja", None),
        ("bewoond", None),
        ("onderneming", None),
    ],
)
def test_who_proposes(typed: str, key: str | None) -> None:
    assert match(typed, PROPOSERS) == key


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("hele jaar", "all_year"),
        ("het hele jaar hoor", "all_year"),
        ("heele jaar", "all_year"),
        ("hele haar", None),
        ("het hele jarr", None),
        ("niet het hele jaar", None),
        ("altijd", "all_year"),
        ("niet altijd", None),
        ("een deel van het jaar", "part"),
        ("deel van jaar", "part"),
        ("één keer", "once"),
        ("een keer", "once"),
        ("eenmallig", "once"),
        ("twee keer", None),
        ("geen keer", None),
        ("in de winter", None),
    ],
)
def test_when_the_task_is_there(typed: str, key: str | None) -> None:
    assert match(typed, SEASONS) == key


def test_a_phrase_of_two_options_is_none_of_them() -> None:
    assert match("zomer", {"a": ["zomer"], "b": ["Zomer"]}) is None
    assert match("zomerr", {"a": ["zomers"], "b": ["zomere"]}) is None
    assert match("ja", {}) is None
    assert match("ja", {"a": []}) is None


@pytest.mark.parametrize("key", ANSWERS)
def test_every_phrase_means_its_own_answer(key: str) -> None:
    assert [phrase for phrase in ANSWERS[key] if match(phrase, ANSWERS) != key] == []


@given(st.sampled_from([*YES, *(word for option in PROPOSERS.values() for word in option)]))
def test_a_denial_is_never_lost(phrase: str) -> None:
    for denied in (f"niet {phrase}", f"geen {phrase}", f"nee {phrase}", f"{phrase} niet"):
        assert match(denied, ANSWERS | PROPOSERS) in {None, "no", "unsure"}


PIECES = st.sampled_from([*YES, *NO, *UNSURE, "niet", "hoor", "denk ik", "😀", "maar"])


@given(st.text(max_size=200) | st.lists(PIECES, max_size=4).map(" ".join))
def test_any_text_means_one_option_or_none(typed: str) -> None:
    assert match(typed, ANSWERS) in {"yes", "no", "unsure", None}
