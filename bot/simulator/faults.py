"""What can go wrong between a bot and Telegram, on demand."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from bot.simulator.refusals import Json, Refusal, bad_request, too_many

How = Literal["refuse", "page", "lose_request", "lose_answer", "cut_answer", "slow"]
BAD_GATEWAY = (
    b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
    b"<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n"
)


@dataclass(frozen=True)
class Fault:
    """One way to fail."""

    how: How
    refusal: Refusal | None = None
    seconds: float = 0


def server_error(code: int = 500) -> Fault:
    """Telegram's own error, as JSON."""
    return Fault("refuse", Refusal(code, "Internal Server Error"))


def bad_gateway() -> Fault:
    """502 with a page of HTML instead of JSON."""
    return Fault("page")


def retry_after(seconds: int) -> Fault:
    """429 with a number of seconds."""
    return Fault("refuse", too_many(seconds))


def forbidden(description: str = "Forbidden: bot was blocked by the user") -> Fault:
    """403."""
    return Fault("refuse", Refusal(403, description))


def refused(description: str) -> Fault:
    """400 with a description."""
    return Fault("refuse", bad_request(description))


def lost_request() -> Fault:
    """Nothing happens and no answer ever comes."""
    return Fault("lose_request")


def lost_answer() -> Fault:
    """It happens, but the answer never comes."""
    return Fault("lose_answer")


def cut_answer() -> Fault:
    """It happens, but the connection closes half-way through the answer."""
    return Fault("cut_answer")


def slow(milliseconds: float) -> Fault:
    """It happens, later."""
    return Fault("slow", seconds=milliseconds / 1000)


class CutShort(Exception):  # noqa: N818 - it is what happened, not an error of ours
    """The connection closes after half of this answer."""

    def __init__(self, status: int, body: Json) -> None:
        super().__init__("connection closed half-way through the answer")
        self.status = status
        self.body = body


@dataclass(eq=False)
class Injected:
    """A fault that waits for its calls."""

    fault: Fault
    method: str | None = None
    chat_id: int | None = None
    times: int | None = 1
    when: Callable[[str, Json], bool] | None = None
    hits: int = field(default=0, init=False)

    def off(self) -> None:
        """Ends it."""
        self.times = self.hits

    @property
    def over(self) -> bool:
        """Whether it has had all its calls."""
        return self.times is not None and self.hits >= self.times

    def concerns(self, method: str, params: Json) -> bool:
        """Whether it is meant for this call."""
        return (
            not self.over
            and self.method in {None, method}
            and self.chat_id in {None, params.get("chat_id")}
            and (self.when is None or self.when(method, params))
        )


class Faults:
    """The faults in the order in which they were put in."""

    def __init__(self) -> None:
        self._injected: list[Injected] = []

    def add(
        self,
        fault: Fault,
        method: str | None = None,
        chat_id: int | None = None,
        times: int | None = 1,
        when: Callable[[str, Json], bool] | None = None,
    ) -> Injected:
        """Lets the next `times` calls fail (None: until it is switched off).

        Without a method, any call but getUpdates; without a chat, any chat.
        """
        injected = Injected(fault, method, chat_id, times, when)
        self._injected.append(injected)
        return injected

    def clear(self) -> None:
        """Ends them all."""
        self._injected.clear()

    def strike(self, method: str, params: Json) -> list[Fault]:
        """The faults of this call: every delay, and at most one other."""
        self._injected = [injected for injected in self._injected if not injected.over]
        struck: list[Fault] = []
        for injected in self._injected:
            if method == "getUpdates" and injected.method is None:
                continue
            if injected.concerns(method, params) and not (
                injected.fault.how != "slow" and any(fault.how != "slow" for fault in struck)
            ):
                injected.hits += 1
                struck.append(injected.fault)
        return struck
