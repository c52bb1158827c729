"""Which wijk or dorp people mean when they type one."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations import places as names
from conversations.places import (
    Finding,
    Found,
    Likely,
    PerhapsEverywhere,
    Place,
    Places,
    Unknown,
    WholeDistrict,
    WholeMunicipality,
    find,
)

PLACES = Places.parse(Path(names.__file__).with_name("places.csv").read_text("utf-8"))

AT_ONCE = """
selwerd -> Selwerd
Selwerd -> Selwerd
SELWERD!! -> Selwerd
😀 selwerd 😀 -> Selwerd
in selwerd bij de winkels -> Selwerd
ergens in Selwerd -> Selwerd
de hele wijk selwerd -> Selwerd
vlakbij het winkelcentrum in Paddepoel -> Paddepoel
wijk Paddepoel, bij de flat -> Paddepoel
paddepoel zuid -> Paddepoel
Vinkhuizen, Groningen -> Vinkhuizen
vinkhuizen west -> Vinkhuizen
overal in beijum -> Beijum
Beijum oost -> Beijum
béijum -> Beijum
lewenborg -> Lewenborg
oosterpark -> Oosterparkwijk
oosterparkwijk -> Oosterparkwijk
oosterparkbuurt -> Oosterparkwijk
in de Oosterparkwijk bij het Wielewaalplein -> Oosterparkwijk
harkstede -> Harkstede GN
Harkstede GN -> Harkstede GN
lageland -> Lageland GN
corpus -> Corpus den Hoorn
corpus den hoorn -> Corpus den Hoorn
t boer -> Ten Boer
't Boer -> Ten Boer
ten boer -> Ten Boer
tenboer -> Ten Boer
Ten Boer, het dorp -> Ten Boer
ten post -> Ten Post
haren -> Haren
gemeente Haren -> Haren
in haren bij de kerk -> Haren
haren bij de kerk -> Haren
Glimmen -> Glimmen
dorp onnen -> Onnen
noordlaren -> Noordlaren
wijert -> De Wijert
de wijert -> De Wijert
De Wijert Noord -> De Wijert
de wijert-zuid -> De Wijert-Zuid
wijert zuid -> De Wijert-Zuid
dewijert -> De Wijert
de hoogte -> De Hoogte
hoogte -> De Hoogte
in de hoogte bij de flat -> De Hoogte
de held -> De Held
de linie -> De Linie
de meeuwen -> De Meeuwen
hoornse meer -> Hoornse Meer
hoornsemeer -> Hoornse Meer
het hoornse park -> Hoornse Park
binnenstad -> Binnenstad
de binnenstad -> Binnenstad
binnenstad oost -> Binnenstad-Oost
Binnenstad-West -> Binnenstad-West
a-kwartier -> A-Kwartier
akwartier -> A-Kwartier
schildersbuurt -> Schildersbuurt
schilderswijk -> Schildersbuurt
rivierenbuurt -> Rivierenbuurt
zeehelden -> Zeeheldenbuurt
indische -> Indische buurt
indische buurt -> Indische buurt
indischebuurt -> Indische buurt
korreweg -> Korrewegwijk
noorderplantsoen -> Noorderplantsoenbuurt
starkenborgh -> Van Starkenborgh
Van Starkenborgh -> Van Starkenborgh
klein martijn -> Klein Martijn
sint annen -> Sint Annen
st. annen -> Sint Annen
thesinge -> Thesinge
garmerwolde -> Garmerwolde
hoogkerk -> Hoogkerk
ruischerbrug -> Ruischerbrug
reitdiep -> Reitdiep
reitdiepzone -> Reitdiepzone
europapark -> Europapark
stationsgebied -> Stationsgebied
tuinwijk -> Tuinwijk
"""

ASKED = """
selwert -> Selwerd
slwerd -> Selwerd
in selwert bij de winkels -> Selwerd
selwerd? -> Selwerd
mag het ook in selwerd? -> Selwerd
padepoel -> Paddepoel
vinkhuisen -> Vinkhuizen
lewenburg -> Lewenborg
beyum -> Beijum
bijum -> Beijum
oosterpoorte -> Oosterpoort
oostrpark -> Oosterparkwijk
hoogkerck -> Hoogkerk
thessinge -> Thesinge
witewierum -> Wittewierum
garmerwold -> Garmerwolde
van starkenborg -> Van Starkenborgh
Hoornsche meer -> Hoornse Meer
meerstadt -> Meerstad
engelbrt -> Engelbert
noordijk -> Noorddijk
hunse -> De Hunze
hoornse -> Hoornse Meer, Hoornse Park
binnenstad o -> Binnenstad-Oost, Binnenstad
ooster -> Oosterparkwijk, Oosterhoogebrug, Oosterpoort
haren en glimmen -> Haren, Glimmen
selwerd of paddepoel -> Selwerd, Paddepoel
beijum, lewenborg en de hunze -> Beijum, Lewenborg, De Hunze
niet in selwerd maar in beijum -> Beijum
meeuwen voeren -> De Meeuwen
ik ben op de hoogte -> De Hoogte
mijn haren -> Haren
centrum van haren -> Haren
station -> Stationsgebied
hereweg -> Herewegbuurt
"""

DISTRICTS = """
centrum -> Centrum
het centrum -> Centrum
oude wijken -> Oude Wijken
de oude wijken -> Oude Wijken
oost -> Oost
ergens in oost -> Oost
gebied Oost -> Oost
groningen zuid -> Zuid
zuid -> Zuid
West! -> West
"""

EVERYWHERE = [
    *("hele gemeente", "de hele gemeente", "in de hele gemeente Groningen", "gehele gemeente"),
    *(
        "heel groningen",
        "overal",
        "Overal!",
        "alle wijken",
        "alle wijken en dorpen",
    ),
]
NOWHERE = [
    *(
        "",
        " ",
        "😀",
        "😀👍",
        "?",
        "-",
        "...",
        "مرحبا",
        "خرونينغن",
        "Гронинген",
        "x",
        "de",
        "in de wijk",
    ),
    *("assen", "Assen", "Leeuwarden", "Bedum", "annen", "zuidlaren", "hoogezand", "winsum"),
    *("weet ik niet", "geen idee", "hallo", "ja", "nee", "help", "stop", "wat bedoelt u?"),
    *("Hoe lang duurt dit nog?", "noord", "noord west", "van oost naar west"),
    *("niet in selwerd", "niet overal", "bij de haven", "mijn tuin", "een oude wijk", "1234"),
    *("9741 EW 112", "selwerd " * 500, "a" * 4000, "vegen " * 700),
]


def rows(table: str) -> list[tuple[str, tuple[str, ...]]]:
    parted = (line.split(" -> ") for line in table.strip().splitlines())
    return [(typed, tuple(meant.split(", "))) for typed, meant in parted]


def named(*wanted: str) -> tuple[Place, ...]:
    return tuple(place for name in wanted if (place := PLACES.named(name)))


@pytest.mark.parametrize(("typed", "meant"), rows(AT_ONCE))
def test_a_known_name_is_taken_at_once(typed: str, meant: tuple[str, ...]) -> None:
    assert find(PLACES, typed) == Found(*named(*meant))


@pytest.mark.parametrize(("typed", "meant"), rows(ASKED))
def test_what_is_only_likely_is_asked(typed: str, meant: tuple[str, ...]) -> None:
    assert find(PLACES, typed) == Likely(named(*meant))


@pytest.mark.parametrize(("typed", "meant"), rows(DISTRICTS))
def test_a_district_that_is_no_place(typed: str, meant: tuple[str, ...]) -> None:
    assert find(PLACES, typed) == WholeDistrict(*meant)


@pytest.mark.parametrize("typed", EVERYWHERE)
def test_the_whole_municipality(typed: str) -> None:
    assert find(PLACES, typed) == WholeMunicipality()


@pytest.mark.parametrize(
    "typed",
    [
        *("groningen", "Groningen", "in Groningen", "gemeente Groningen", "de gemeente"),
        *("stad", "de stad", "in de stad", "hele stad", "de hele stad", "stad groningen"),
        *("Groningen?", "groningen stad", "Groningen!"),
    ],
)
def test_the_name_of_it_all_is_asked_about(typed: str) -> None:
    assert find(PLACES, typed) == PerhapsEverywhere()


@pytest.mark.parametrize("typed", NOWHERE)
def test_what_is_no_place_here(typed: str) -> None:
    assert find(PLACES, typed) == Unknown()


@pytest.mark.parametrize("place", PLACES.places, ids=lambda place: place.name)
def test_every_name_on_the_list_finds_itself(place: Place) -> None:
    for typed in (place.name, place.name.upper(), f"in {place.name}", f"wijk {place.name}, hier"):
        assert find(PLACES, typed) == Found(place)


def letters_lost() -> list[tuple[str, str]]:
    long = [place.name for place in PLACES.places if len(place.name) >= 8]
    return [(name[:at] + name[at + 1 :], name) for name in long for at in range(1, len(name) - 1)]


def test_one_letter_lost_in_a_longer_name_still_leads_to_that_place() -> None:
    lost = [typed for typed, name in letters_lost() if PLACES.named(name) not in offered(typed)]
    assert len(letters_lost()) > 400
    assert lost == []


def offered(typed: str) -> tuple[Place, ...]:
    finding: Finding = find(PLACES, typed)
    if isinstance(finding, Found):
        return (finding.place,)
    return finding.places if isinstance(finding, Likely) else ()


def test_the_list_has_every_district_and_each_place_in_one_of_them() -> None:
    assert ", ".join(PLACES.districts) == "Centrum, Oude Wijken, Oost, Zuid, West, Haren, Ten Boer"
    haren = [place.name for place in PLACES.in_district("Haren")]
    assert haren == ["Glimmen", "Haren", "Noordlaren", "Onnen"]
    assert PLACES.in_district("Noord") == ()
    assert PLACES.named("selwerd") is None
    assert sum(len(PLACES.in_district(name)) for name in PLACES.districts) == len(PLACES.places)


KNOWN_WORDS = st.sampled_from(
    [place.name for place in PLACES.places]
    + ["niet", "in", "wijk", "t", "boer", "?", "oost", "hele", "de", "selwert", "😀"]
)


@given(st.text(max_size=300) | st.lists(KNOWN_WORDS, max_size=12).map(" ".join))
def test_any_text_finds_something_sound(typed: str) -> None:
    finding = find(PLACES, typed)
    if isinstance(finding, Likely):
        assert 1 <= len(set(finding.places)) == len(finding.places) <= 3


@given(st.text(max_size=40))
def test_without_a_list_nothing_is_found(typed: str) -> None:
    assert find(Places(()), typed) in {Unknown(), WholeMunicipality(), PerhapsEverywhere()}
