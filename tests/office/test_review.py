"""Coordinators review proposals: the queue, decisions with a preview, questions back, undo."""

from datetime import timedelta
from pathlib import Path

from bot.people import Role
from bot.views.decisions import FAILS
from conversations.conditions.task import TASK
from tests.dialogue import act, play, until_summary
from tests.stage import COORDINATOR, NEIGHBOUR, REACH_SHOWN, RESIDENT, Stage, on_stage

COLLEAGUE = 3002
ALIKE = ("blad opruimen op het plein bij de school", "op het plein bij de school blad opruimen")


async def ready(stage: Stage, *sent: dict[str, str], users: tuple[int, ...] = (RESIDENT,)) -> None:
    """Let a coordinator join, and these proposals be sent in."""
    await stage.give(COORDINATOR, Role.COORDINATOR)
    for index, answers in enumerate(sent or ({},)):
        user = users[index % len(users)]
        await until_summary(stage, user, **answers)
        fails = {"not_done_now", "unfunded", "suitable"} & set(answers)
        act(stage, user, "[Toch versturen]" if fails else "[Versturen]")
        await stage.settle()
    stage.forget()


async def acts(stage: Stage, user: int, *lines: str) -> str:
    for line in lines:
        act(stage, user, line)
        await stage.settle()
    stage.forget()
    return stage.last(user).text


async def a_minute_later(stage: Stage) -> None:
    stage.clock.advance(timedelta(seconds=61))
    await stage.restart()
    await stage.settle()


async def asked_back(stage: Stage, about: str) -> None:
    """Let the proposer of the first in the queue be asked about an answer, and hear of it."""
    way = ("[Vraag stellen]", about, "[Zonder toelichting]", "[Versturen]")
    await acts(stage, COORDINATOR, "/beoordelen", *way)
    await a_minute_later(stage)


async def opens_it_again(stage: Stage) -> None:
    """The coordinator opens the first proposal, whatever became of it."""
    stage.world.press_data(COORDINATOR, stage.last(COORDINATOR).message_id, "review:1")
    await stage.settle()


async def two_alike(stage: Stage) -> None:
    """Let a resident and a neighbour have proposed nearly the same."""
    await ready(stage, *({"description": words} for words in ALIKE), users=(RESIDENT, NEIGHBOUR))


async def test_approving_with_a_preview_and_the_message_a_minute_later(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        await play(
            stage,
            COORDINATOR,
            """
            you: /beoordelen
            + Te beoordelen: 1 van 1 / **BB-22223** · 2 mrt 2026 / 1 Wie: bewoner / 2 Taak: blad opruimen op het plein / 3 Waar: Selwerd / 4 Uren: 1-4 per week / 5 Wanneer: het hele jaar / 6 Wijk prettiger: ja / 7 Al gedaan: nee / 8 Geld: nee / 9 Neemt werk weg: nee / 10 Geschikt werk: ja / 11 Begeleiding: weet ik niet / 12 Contact: via deze chat / **Advies: voldoet** [Goedkeuren] [Afwijzen] [Vraag stellen] [Notitie] [Kies een gebied]
            you: [Goedkeuren]
            ✓
            ~ **Dit bericht krijgt de indiener:** / Goed nieuws over **BB-22223**: blad opruimen op het plein / Uw taak is goedgekeurd. / Nu zoeken we iemand die het kan doen. Dat kan even duren. / U hoort van ons voordat iemand begint. [Versturen] [Terug]
            you: [Versturen]
            ✓
            ~ Status van **BB-22223**: goedgekeurd. / Het bericht gaat om 10:01 uur weg. Tot dan kunt u het ongedaan maken. [Ongedaan maken] [Volgende voorstel]
            """,
        )
        assert "Goed nieuws" not in stage.last(RESIDENT).text
        await a_minute_later(stage)
        assert "Uw taak is goedgekeurd." in stage.last(RESIDENT).text
        assert await stage.query("SELECT status FROM proposals") == [("approved",)]
        assert "niets te beoordelen" in await acts(stage, COORDINATOR, "/beoordelen")


async def test_declining_for_a_reason_with_a_note(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        shown = await acts(
            stage,
            COORDINATOR,
            "/beoordelen",
            "[Afwijzen]",
            "[Wij weten: het wordt al gedaan]",
            "De wijkploeg doet het.",
        )
        assert "De reden: wij weten dat iemand dit werk al doet." in shown
        assert "De wijkploeg doet het." in shown
        await acts(stage, COORDINATOR, "[Versturen]")
        await a_minute_later(stage)
        told = stage.last(RESIDENT).text
        assert "Deze taak kunnen wij helaas niet oppakken." in told
        assert "De wijkploeg doet het." in told
        assert REACH_SHOWN.partition(" of mail")[0] in told
        assert await stage.query("SELECT action, reason, note FROM transitions") == [
            ("decline", "done", "De wijkploeg doet het.")
        ]


async def test_undo_takes_back_the_decision_and_its_message(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        await acts(stage, COORDINATOR, "/beoordelen", "[Goedkeuren]", "[Versturen]")
        before = stage.last(RESIDENT).text
        assert "Ongedaan gemaakt." in await acts(stage, COORDINATOR, "[Ongedaan maken]")
        await a_minute_later(stage)
        assert stage.last(RESIDENT).text == before
        assert await stage.query("SELECT status FROM proposals") == [("new",)]


async def test_after_a_minute_it_can_no_longer_be_undone(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        await acts(stage, COORDINATOR, "/beoordelen", "[Goedkeuren]", "[Versturen]")
        await a_minute_later(stage)
        assert "Ongedaan maken kan niet meer" in await acts(stage, COORDINATOR, "[Ongedaan maken]")
        assert await stage.query("SELECT status FROM proposals") == [("approved",)]


async def test_what_the_proposer_has_read_can_no_longer_be_undone(tmp_path: Path) -> None:
    """Whatever the clock says: it may have been set back since."""
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        await acts(stage, COORDINATOR, "/beoordelen", "[Goedkeuren]", "[Versturen]")
        decided = stage.last(COORDINATOR)
        stage.clock.advance(timedelta(seconds=61))
        await stage.restart()
        await stage.settle()
        assert "Uw taak is goedgekeurd." in stage.last(RESIDENT).text
        stage.clock.advance(timedelta(seconds=-50))
        stage.world.press(COORDINATOR, "Ongedaan maken", decided.message_id)
        await stage.settle()
        assert "Ongedaan maken kan niet meer" in stage.last(COORDINATOR).text
        assert await stage.query("SELECT status FROM proposals") == [("approved",)]


async def test_of_two_coordinators_the_second_is_told(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        stage.world.add_user(COLLEAGUE, "Cees")
        await ready(stage)
        await stage.give(COLLEAGUE, Role.COORDINATOR)
        for user in (COORDINATOR, COLLEAGUE):
            await acts(stage, user, "/beoordelen", "[Goedkeuren]")
        await acts(stage, COORDINATOR, "[Versturen]")
        told = await acts(stage, COLLEAGUE, "[Versturen]")
        assert told.startswith("Een collega was u voor. BB-22223 is nu: goedgekeurd.")
        assert await stage.query("SELECT count(*) FROM transitions") == [(1,)]


async def test_a_question_back_is_answered_and_the_advice_made_anew(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage, {"unfunded": "[Ja]"})
        shown = await acts(
            stage,
            COORDINATOR,
            "/beoordelen",
            "[Vraag stellen]",
            "[Geld]",
            "Is dat geld van de club?",
        )
        assert "Is dat geld van de club?" in shown
        assert "Uw antwoord was: Ja." in shown
        await acts(stage, COORDINATOR, "[Versturen]")
        await a_minute_later(stage)
        choices = stage.last(RESIDENT).buttons
        assert choices == ["Ja", "Nee", "Weet ik niet"], "nothing to go back to"
        await play(
            stage,
            RESIDENT,
            """
            you: [Nee]
            ✓
            ~ Is er al geld voor deze taak? / **Nee**
            + Dank u wel. Uw antwoord is binnen. Een medewerker leest het.
            """,
        )
        heard = stage.last(COORDINATOR).text
        assert "Antwoord op de vraag over BB-22223" in heard
        assert "Geld: nee" in heard
        assert await stage.query("SELECT status, overall FROM proposals") == [("new", "met")]
        assert await stage.query("SELECT outcome FROM verdicts WHERE condition = 'unfunded'") == [
            ("met",)
        ]
        assert "Advies: voldoet" in await acts(stage, COORDINATOR, "[BB-22223 openen]")


async def test_a_typed_answer_to_a_question_back_and_words_that_are_none(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        await asked_back(stage, "[Uren]")
        await acts(stage, RESIDENT, "tja dat wisselt nogal")
        said = [m.text for m in stage.world.chat(RESIDENT).messages if m.by_bot]
        assert any("Ik begrijp het aantal uren niet." in words for words in said)
        await acts(stage, RESIDENT, "een uurtje of zes")
        assert await stage.query("SELECT value FROM answers WHERE question = 'hours'") == [("6",)]
        assert await stage.query("SELECT status FROM conversations") == [("submitted",)]


async def test_stop_does_not_throw_away_what_was_sent(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        await asked_back(stage, "[Uren]")
        await acts(stage, RESIDENT, "stop")
        assert await stage.query("SELECT count(*) FROM answers") == [(12,)]


async def test_doubtful_first_then_the_oldest_and_paging_stays_in_one_message(
    tmp_path: Path,
) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(
            stage,
            {"description": "heg snoeien"},
            {"description": "verf halen", "unfunded": "[Ja]"},
            {"description": "gras maaien", "place": "Helpman"},
        )
        assert "verf halen" in await acts(stage, COORDINATOR, "/beoordelen")
        count = len(stage.world.chat(COORDINATOR).messages)
        assert "heg snoeien" in await acts(stage, COORDINATOR, "[Volgende]")
        assert "gras maaien" in await acts(stage, COORDINATOR, "[Volgende]")
        assert "heg snoeien" in await acts(stage, COORDINATOR, "[Vorige]")
        assert "gras maaien" in await acts(stage, COORDINATOR, "[Kies een gebied]", "[Zuid]")
        assert len(stage.world.chat(COORDINATOR).messages) == count


async def test_similar_proposals_are_shown_and_joined(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await two_alike(stage)
        card = await acts(stage, COORDINATOR, "/beoordelen")
        assert "Lijkt op:\nBB-22224 (te beoordelen)" in card
        choices = await acts(stage, COORDINATOR, "[Samenvoegen]")
        assert choices == (
            "BB-22223: blad opruimen op het plein bij de school\n"
            "Met welk voorstel wilt u het samenvoegen?"
        )
        label = stage.last(COORDINATOR).buttons[0]
        preview = await acts(stage, COORDINATOR, f"[{label}]")
        assert "Iemand stelde bijna hetzelfde voor." in preview
        assert "Iemand anders stelde bijna hetzelfde voor." in preview
        await acts(stage, COORDINATOR, "[Versturen]")
        await a_minute_later(stage)
        assert "Iemand stelde bijna hetzelfde voor." in stage.last(RESIDENT).text
        assert "Iemand anders stelde bijna hetzelfde voor." in stage.last(NEIGHBOUR).text
        assert await stage.query("SELECT status, merged_into FROM proposals ORDER BY id") == [
            ("merged", 2),
            ("new", None),
        ]


async def test_what_is_joined_and_undone_nobody_hears_of(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await two_alike(stage)
        await acts(stage, COORDINATOR, "/beoordelen", "[Samenvoegen]")
        label = stage.last(COORDINATOR).buttons[0]
        await acts(stage, COORDINATOR, f"[{label}]", "[Versturen]", "[Ongedaan maken]")
        before = [len(stage.world.chat(user).messages) for user in (RESIDENT, NEIGHBOUR)]
        await a_minute_later(stage)
        assert [len(stage.world.chat(u).messages) for u in (RESIDENT, NEIGHBOUR)] == before
        assert await stage.query("SELECT status FROM proposals") == [("new",), ("new",)]


async def test_a_note_is_for_colleagues_and_photos_come_on_demand(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        await until_summary(stage, RESIDENT)
        await acts(stage, RESIDENT, "<3 photos>", "[Versturen]")
        card = await acts(stage, COORDINATOR, "/beoordelen", "[Notitie]", "Bellen met de wijkploeg")
        assert "Notities:\n2 mrt 2026: Bellen met de wijkploeg" in card
        act(stage, COORDINATOR, "[Foto's: 3]")
        await stage.settle()
        assert [c.method for c in stage.calls_for(COORDINATOR)] == [
            "answerCallbackQuery",
            "sendMediaGroup",
        ]
        assert "Bellen" not in "".join(m.text for m in stage.world.chat(RESIDENT).messages)


async def test_a_blocked_proposer_is_seen_on_the_card(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        stage.world.block(RESIDENT)
        await stage.settle()
        assert "⚠️ De indiener heeft de bot geblokkeerd." in await acts(
            stage, COORDINATOR, "/beoordelen"
        )


async def test_no_answer_in_two_weeks_brings_it_back_and_a_late_answer_still_counts(
    tmp_path: Path,
) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage, {"unfunded": "[Ja]"})
        await asked_back(stage, "[Geld]")
        assert await stage.query("SELECT status FROM proposals") == [("asked",)]
        stage.clock.advance(timedelta(days=14))
        await stage.restart()
        await stage.settle()
        assert await stage.query("SELECT status FROM proposals") == [("new",)]
        await acts(stage, RESIDENT, "[Nee]")
        assert await stage.query("SELECT status, overall FROM proposals") == [("new", "met")]


async def approved(stage: Stage) -> None:
    await ready(stage)
    await acts(stage, COORDINATOR, "/beoordelen", "[Goedkeuren]", "[Versturen]")
    await a_minute_later(stage)
    stage.clock.advance(timedelta(days=183))
    await stage.restart()
    await stage.settle()
    stage.forget()


async def test_after_six_months_one_tap_says_that_it_still_holds(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await approved(stage)
        assert "Klopt dit nog?" in stage.last(RESIDENT).text
        assert "Uw taak blijft op onze lijst." in await acts(stage, RESIDENT, "[Ja, dit klopt nog]")
        assert await stage.query("SELECT status FROM proposals") == [("approved",)]
        [(again,)] = await stage.query("SELECT recheck_at FROM proposals")
        assert again > "2027-02"


async def test_after_six_months_one_condition_is_answered_anew(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await approved(stage)
        await acts(stage, RESIDENT, "[Nee, er is iets veranderd]", "[Geld]", "[Ja]")
        assert "Dank u wel. Uw antwoord is binnen." in stage.last(RESIDENT).text
        assert await stage.query("SELECT status, overall FROM proposals") == [("new", "not_met")]


async def test_after_six_months_and_two_weeks_of_silence_it_is_the_coordinators(
    tmp_path: Path,
) -> None:
    async with on_stage(tmp_path) as stage:
        await approved(stage)
        stage.clock.advance(timedelta(days=15))
        await stage.restart()
        await stage.settle()
        assert await stage.query("SELECT status FROM proposals") == [("new",)]
        assert "blad opruimen" in await acts(stage, COORDINATOR, "/beoordelen")


async def test_undoing_a_decision_over_an_open_question_puts_it_back_in_the_queue(
    tmp_path: Path,
) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        await asked_back(stage, "[Uren]")
        await opens_it_again(stage)
        await acts(stage, COORDINATOR, "[Goedkeuren]", "[Versturen]", "[Ongedaan maken]")
        assert await stage.query("SELECT status FROM proposals") == [("new",)]
        assert "blad opruimen" in await acts(stage, COORDINATOR, "/beoordelen")


async def test_a_proposer_sees_a_decision_only_once_its_message_goes_out(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        await acts(stage, COORDINATOR, "/beoordelen", "[Goedkeuren]", "[Versturen]")
        assert "wordt gelezen" in await acts(stage, RESIDENT, "/mijntaken")
        await a_minute_later(stage)
        assert "goedgekeurd" in await acts(stage, RESIDENT, "/mijntaken")


async def noticed(stage: Stage) -> None:
    """Let two coordinators get the notice of one proposal."""
    stage.world.add_user(COLLEAGUE, "Cees")
    await stage.give(COLLEAGUE, Role.COORDINATOR)
    await ready(stage)
    assert "Nieuw voorstel BB-22224" in stage.last(COORDINATOR).text


async def test_the_card_comes_below_the_notice_which_stays(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await noticed(stage)
        notice = stage.last(COORDINATOR)
        card = await acts(stage, COORDINATOR, "[BB-22224 openen]")
        assert card.startswith("Te beoordelen: 1 van 1")
        assert "Nieuw voorstel BB-22224" in notice.text
        assert stage.last(COORDINATOR) is not notice
        await acts(stage, COORDINATOR, "[Goedkeuren]", "[Versturen]")
        assert await stage.query("SELECT status FROM proposals") == [("approved",)]


async def test_the_work_list_stays_while_its_proposals_are_opened(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage, {}, {"description": "hekken verven"})
        listed = await acts(stage, COORDINATOR, "/meldingen", "[Werklijst nu tonen]")
        assert "vandaag binnen: hekken verven" in listed
        work_list = stage.last(COORDINATOR)
        for label in work_list.buttons[:2]:
            stage.world.press(COORDINATOR, label, work_list.message_id)
            await stage.settle()
            assert label.partition(":")[0] in stage.last(COORDINATOR).text
            assert stage.last(COORDINATOR).button("Goedkeuren")
        assert work_list.text == listed


async def test_an_old_button_opens_a_proposal_where_it_stands(tmp_path: Path) -> None:
    """What was sent before a release still carries what it carried then."""
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        notice = stage.last(COORDINATOR)
        stage.world.press_data(COORDINATOR, notice.message_id, "review:1")
        await stage.settle()
        assert notice.text.startswith("Te beoordelen: 1 van 1")


async def test_a_notice_opened_after_a_colleague_decided_says_so(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await noticed(stage)
        await acts(stage, COLLEAGUE, "[BB-22224 openen]", "[Vraag stellen]", "[Geld]")
        await acts(stage, COLLEAGUE, "[Zonder toelichting]", "[Versturen]")
        card = await acts(stage, COORDINATOR, "[BB-22224 openen]")
        assert card.startswith(
            "BB-22224 · 2 mrt 2026 · vraag gesteld\nEen collega deed dit op 2 mrt 2026."
        )
        assert stage.last(COORDINATOR).button("Volgende voorstel")
        mine = await acts(stage, COLLEAGUE, "/beoordelen")
        assert "BB-22224" not in mine


async def test_a_notice_is_not_opened_by_who_is_no_coordinator_any_more(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await noticed(stage)
        async with stage.parts.database.transaction() as tx:
            await tx.run("UPDATE roles SET revoked_at = granted_at", ())
        assert "alleen voor medewerkers" in await acts(stage, COORDINATOR, "[BB-22224 openen]")


async def test_every_step_says_which_proposal_it_is_about(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        about = "BB-22223: blad opruimen op het plein"
        why = await acts(stage, COORDINATOR, "/beoordelen", "[Afwijzen]")
        assert why.splitlines() == [
            about,
            "Waarom wijst u het af?",
        ]
        more = await acts(stage, COORDINATOR, "[Dubbel]")
        assert more.startswith(f"{about}\nWilt u er iets bij schrijven?")
        again = await acts(stage, COORDINATOR, "[Terug]")
        assert again == why, "a wrong reason is one step back"
        which = await acts(stage, COORDINATOR, "[Terug]", "[Vraag stellen]")
        assert which.startswith(f"{about}\nOver welk antwoord")
        assert (await acts(stage, COORDINATOR, "[Geld]")).startswith(about)
        assert await acts(stage, COORDINATOR, "[Terug]") == which
        note = await acts(stage, COORDINATOR, "[Terug]", "[Notitie]")
        assert note.startswith(about)


async def test_the_prompt_and_an_older_preview_lose_their_buttons(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        await acts(stage, COORDINATOR, "/beoordelen", "[Afwijzen]", "[Dubbel]")
        prompt = stage.last(COORDINATOR)
        assert prompt.button("Zonder toelichting")
        await stage.restart()
        await acts(stage, COORDINATOR, "Zie BB-22222.")
        first = stage.last(COORDINATOR)
        assert not prompt.inline
        assert first.button("Versturen")
        await stage.restart()
        await acts(stage, COORDINATOR, "Zie BB-22221.")
        assert not first.inline
        await acts(stage, COORDINATOR, "[Versturen]")
        assert await stage.query("SELECT note FROM transitions") == [("Zie BB-22221.",)]


async def test_the_prompt_for_a_note_loses_its_buttons(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        await acts(stage, COORDINATOR, "/beoordelen", "[Notitie]")
        prompt = stage.last(COORDINATOR)
        await acts(stage, COORDINATOR, "Bellen met de wijkploeg")
        assert not prompt.inline


async def test_an_older_preview_sends_nothing_else_than_it_shows(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        await acts(stage, COORDINATOR, "/beoordelen", "[Afwijzen]", "[Dubbel]", "Zie BB-22222.")
        older = stage.last(COORDINATOR)
        carried = older.button("Versturen")
        assert carried
        await acts(stage, COORDINATOR, "Zie BB-22221.")
        stage.world.press_data(COORDINATOR, older.message_id, carried["callback_data"])
        await stage.settle()
        assert older.text.startswith("Deze keuze geldt niet meer.")
        assert await stage.query("SELECT * FROM transitions") == []
        newest = stage.last(COORDINATOR)
        assert newest.button("Versturen"), "the newer choice still stands"
        stage.world.press(COORDINATOR, "Versturen", newest.message_id)
        await stage.settle()
        assert await stage.query("SELECT note FROM transitions") == [("Zie BB-22221.",)]


async def test_a_preview_says_that_the_proposer_cannot_be_reached(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        stage.world.block(RESIDENT)
        await stage.settle()
        shown = await acts(stage, COORDINATOR, "/beoordelen", "[Goedkeuren]")
        assert "Dit bericht komt niet aan." in shown


async def test_another_district_can_be_chosen_once_there_is_one(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        await acts(stage, COORDINATOR, "/beoordelen", "[Kies een gebied]", "[West]")
        assert stage.last(COORDINATOR).button("Ander gebied")
        await acts(stage, COORDINATOR, "[Ander gebied]", "[Zuid]")
        assert stage.last(COORDINATOR).buttons == ["Ander gebied", "Cijfers", "Goedgekeurde taken"]


async def test_with_nothing_to_review_there_is_something_else_to_look_at(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await stage.give(COORDINATOR, Role.COORDINATOR)
        assert await acts(stage, COORDINATOR, "/beoordelen") == "Er is nu niets te beoordelen."
        assert stage.last(COORDINATOR).buttons == ["Cijfers", "Goedgekeurde taken"]
        assert "goedgekeurde taken" in await acts(stage, COORDINATOR, "[Goedgekeurde taken]")


KNOWN = [
    "Wij weten: het wordt al gedaan",
    "Geen begeleiding mogelijk",
    "Niet in de gemeente",
    "Dubbel",
    "Anders",
    "Terug",
]


async def test_reasons_are_what_the_advice_found_and_what_we_know(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage, {"unfunded": "[Weet ik niet]", "suitable": "[Nee]"})
        asked = await acts(stage, COORDINATOR, "/beoordelen", "[Afwijzen]")
        assert asked.endswith("De punten uit het advies staan bovenaan.")
        assert stage.last(COORDINATOR).buttons == ["Niet geschikt", "Er is al geld", *KNOWN]


async def test_what_the_proposer_says_is_met_is_no_reason(tmp_path: Path) -> None:
    """But a button of before the release still declines for it."""
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        asked = await acts(stage, COORDINATOR, "/beoordelen", "[Afwijzen]")
        assert "advies" not in asked
        shown = stage.last(COORDINATOR)
        assert shown.buttons == KNOWN
        stage.world.press_data(COORDINATOR, shown.message_id, "reason:1:1:not_displaces_no_work")
        await stage.settle()
        preview = await acts(stage, COORDINATOR, "[Zonder toelichting]")
        assert "De reden: de taak mag van niemand werk wegnemen." in preview


def test_every_condition_has_a_reason_to_decline() -> None:
    assert set(FAILS) == {condition.key for condition in TASK.conditions}


async def test_a_question_typed_before_its_answer_is_chosen_is_kept(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        await acts(stage, COORDINATOR, "/beoordelen", "[Vraag stellen]")
        first = stage.last(COORDINATOR)
        await stage.restart()
        which = await acts(stage, COORDINATOR, "Hoeveel uur precies?")
        assert which.endswith("Over welk antwoord gaat uw vraag?\n“Hoeveel uur precies?”")
        assert not first.inline
        preview = await acts(stage, COORDINATOR, "[Uren]")
        assert preview.startswith("Dit bericht krijgt de indiener:")
        assert "“Hoeveel uur precies?”" in preview
        await acts(stage, COORDINATOR, "[Versturen]")
        await a_minute_later(stage)
        assert "“Hoeveel uur precies?”" in stage.last(RESIDENT).text


async def test_without_words_goes_nowhere_before_an_answer_is_chosen(tmp_path: Path) -> None:
    """An older message may still have that button."""
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        await acts(stage, COORDINATOR, "/beoordelen", "[Vraag stellen]")
        stage.world.press_data(COORDINATOR, stage.last(COORDINATOR).message_id, "preview:1:1")
        await stage.settle()
        assert stage.last(COORDINATOR).text.startswith("Deze keuze geldt niet meer.")
        assert await stage.query("SELECT * FROM transitions") == []


async def test_what_a_coordinator_knows_and_what_a_proposer_said_are_two_reasons(
    tmp_path: Path,
) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage, {"not_done_now": "[Ja]"})
        await acts(stage, COORDINATOR, "/beoordelen", "[Afwijzen]", f"[{KNOWN[0]}]")
        known = await acts(stage, COORDINATOR, "[Zonder toelichting]")
        assert "De reden: wij weten dat iemand dit werk al doet." in known
        await acts(stage, COORDINATOR, "[Terug]", "[Afwijzen]")
        await acts(stage, COORDINATOR, "[Iemand doet het al]")
        said = await acts(stage, COORDINATOR, "[Zonder toelichting]")
        assert "De reden: niemand mag de taak nu al doen." in said


async def test_what_came_between_is_laid_at_the_right_door(tmp_path: Path) -> None:
    async with on_stage(tmp_path) as stage:
        await ready(stage)
        await acts(stage, COORDINATOR, "/beoordelen")
        old = stage.last(COORDINATOR).message_id
        await acts(stage, COORDINATOR, "/beoordelen", "[Goedkeuren]", "[Versturen]")
        stage.world.press_data(COORDINATOR, old, "decide:1:decline:1")
        await stage.settle()
        shown = [m.text for m in stage.world.chat(COORDINATOR).messages]
        assert "U was zelf al verder. BB-22223 is nu: goedgekeurd." in "".join(shown)
        await a_minute_later(stage)
        await acts(stage, RESIDENT, "/mijntaken", "[blad opruimen op het plein]")
        await acts(stage, RESIDENT, "[Intrekken]", "[Ja, intrekken]")
        stage.world.press_data(COORDINATOR, old, "decide:1:close:2")
        await stage.settle()
        shown = [m.text for m in stage.world.chat(COORDINATOR).messages]
        assert "De indiener was u voor. BB-22223 is nu: ingetrokken." in "".join(shown)
