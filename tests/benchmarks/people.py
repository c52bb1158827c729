"""People who fill in a form: each says the next thing only once the bot has replied."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from tests.benchmarks.server import Server

FIRST = 500_001
ANSWERS = tuple(f"Antwoord {n}: iets wat iemand hier zou schrijven" for n in range(1, 16))
FORM = ("/taak", *ANSWERS, "versturen")
"""A form from beginning to end: every message gets one reply."""

UPDATE = (
    '{{"update_id":%d,"message":{{"message_id":{message},"from":{{"id":{id},"is_bot":false,'
    '"first_name":"P","language_code":"nl"}},"chat":{{"id":{id},"first_name":"P",'
    '"type":"private"}},"date":1770000000,"text":"{text}"{entities}}}}}'
)
COMMAND = ',"entities":[{{"offset":0,"length":{},"type":"bot_command"}}]'


@dataclass
class Person:
    id: int
    said: int = 0
    waits_since: float = 0.0


@dataclass
class Crowd:
    """So many people at once, and how long each waited for each reply."""

    size: int
    server: Server = field(init=False)
    waits: list[float] = field(default_factory=list)
    fresh: bool = False
    """Whether a form is filled in by someone new each time."""

    def __post_init__(self) -> None:
        self._people = {FIRST + n: Person(FIRST + n) for n in range(self.size)}
        self._next = FIRST + self.size

    def begin(self) -> None:
        """Let everyone say the first thing."""
        for person in list(self._people.values()):
            self._say(person)

    def replied(self, chat: int, _message: int) -> None:
        """Note a reply, and let who got it go on."""
        person = self._people.get(chat)
        if person is None:
            return
        self.waits.append(time.perf_counter() - person.waits_since)
        if self.fresh and person.said % len(FORM) == 0:
            del self._people[chat]
            person = self._people[self._next] = Person(self._next)
            self._next += 1
        self._say(person)

    def _say(self, person: Person) -> None:
        text = FORM[person.said % len(FORM)]
        person.said += 1
        person.waits_since = time.perf_counter()
        self.server.put(update(person.id, self.server.next_message(), text))


def update(person: int, message: int, text: str) -> bytes:
    """Return what Telegram says of a typed message; its number is still to be filled in."""
    entities = COMMAND.format(len(text)) if text.startswith("/") else ""
    made = UPDATE.format(message=message, id=person, text=text, entities=entities)
    return made.encode()
