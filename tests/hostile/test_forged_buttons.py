"""Data of buttons that anybody makes up: it never acts on, or shows, what is somebody else's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.buttons import AT_MOST
from tests.hostile.test_random_updates import MARK, Crowd, crowd
from tests.hostile.updates import CARRIED, person, private
from tests.stage import COACH, COLLEAGUE, NEIGHBOUR, RESIDENT

OF_THE_RESIDENT = (
    f"SELECT * FROM proposals WHERE person_id = {RESIDENT}",
    f"SELECT id, status, reopened FROM conversations WHERE person_id = {RESIDENT}",
    f"SELECT a.* FROM answers a JOIN conversations c ON c.id = a.conversation_id"
    f" WHERE c.person_id IN ({RESIDENT}, {COACH})",
    f"SELECT * FROM checks WHERE coach_id = {COACH}",
    "SELECT * FROM roles",
)

PRESSES = st.tuples(st.sampled_from((NEIGHBOUR, COLLEAGUE)), CARRIED)


def pressed(who: int, carried: str, number: int) -> dict[str, Any]:
    under = {"message_id": 1, "date": 1, "chat": private(who)}
    query = {"id": str(number), "from": person(who), "chat_instance": "c", "message": under}
    return {"callback_query": query | {"data": carried}}


def test_a_thousand_made_up_presses(tmp_path: Path) -> None:
    with crowd(tmp_path) as (people, run):

        async def kept(crowd: Crowd) -> list[list[Any]]:
            return [await crowd.stage.query(sql) for sql in OF_THE_RESIDENT]

        for who, words in ((COACH, "/check"), (RESIDENT, "/taak"), (NEIGHBOUR, "/taak")):
            people.stage.world.type(who, words)
        run(people.stage.settle())
        before = run(kept(people))
        assert min(map(len, before[:2])) > 0

        @settings(
            max_examples=100,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(st.lists(PRESSES, min_size=10, max_size=10))
        def press(presses: list[tuple[int, str]]) -> None:
            for who, carried in presses:
                data = carried.encode()[:AT_MOST].decode(errors="ignore")
                people.send(pressed(who, data, people.sent + 1))
            run(people.stage.settle())
            assert run(people.stage.query("SELECT error FROM failed_updates")) == [], presses

        press()
        assert run(kept(people)) == before
        run(people.holds())
        seen = (
            people.stage.world.chat(NEIGHBOUR).messages
            + people.stage.world.chat(COLLEAGUE).messages
        )
        assert not [m for m in seen if m.by_bot and str(RESIDENT) in MARK.findall(m.text)]
        answers = people.stage.world.called("answerCallbackQuery")
        assert len(answers) >= people.sent
