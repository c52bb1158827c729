"""The Bot API: a method and its parameters in, Telegram's answer out."""

import asyncio
from collections.abc import Mapping
from typing import Any

from bot.simulator import editing, fetching, profile, sending
from bot.simulator.faults import BAD_GATEWAY, CutShort, Fault
from bot.simulator.pace import Pace
from bot.simulator.refusals import Json, Refusal
from bot.simulator.request import Request, Upload, decoded
from bot.simulator.state import Call
from bot.simulator.world import World

METHODS = {**sending.METHODS, **editing.METHODS, **profile.METHODS, **fetching.METHODS}
Answer = tuple[int, Json | bytes]


class Api:
    """Answers the bot's requests as Telegram does, faults included."""

    def __init__(self, world: World, pace: Pace | None = None) -> None:
        self.world = world
        self.pace = pace

    async def call(
        self,
        method: str,
        params: Mapping[str, Any] | None = None,
        files: Mapping[str, Upload | bytes] | None = None,
    ) -> Answer:
        """The HTTP status and body; never returns where a fault swallows the answer."""
        uploads = {name: _upload(name, file) for name, file in (files or {}).items()}
        try:
            read = decoded(dict(params or {}), uploads)
        except Refusal as refusal:
            return self._recorded(method, dict(params or {}), refusal)
        if violation := self._violation(method, read):
            self.world.violations.append(violation)
            return self._recorded(method, read, Refusal(500, f"Violation: {violation}"))
        return await self._with_faults(Request(self.world, method, read, uploads))

    def _violation(self, method: str, params: Json) -> str:
        try:
            for hook in self.world.on_call:
                hook(method, params)
        except Exception as error:  # whatever a test's hook objects to
            return f"{method}: {error}"
        return ""

    async def _with_faults(self, request: Request) -> Answer:
        struck = self.world.faults.strike(request.method, request.params)
        await asyncio.sleep(sum(fault.seconds for fault in struck))
        fault = next((fault for fault in struck if fault.how != "slow"), Fault("slow"))
        match fault.how:
            case "refuse" if fault.refusal:
                return self._recorded(request.method, request.params, fault.refusal)
            case "page":
                self._recorded(request.method, request.params, Refusal(502, "Bad Gateway"))
                return 502, BAD_GATEWAY
            case "lose_request":
                self._recorded(request.method, request.params, Refusal(504, "request lost"))
                await asyncio.Event().wait()
            case _:
                pass
        status, body = await self._answer(request)
        if fault.how == "lose_answer":
            await asyncio.Event().wait()
        if fault.how == "cut_answer" and isinstance(body, dict):
            raise CutShort(status, body)
        return status, body

    async def _answer(self, request: Request) -> Answer:
        handle = METHODS.get(request.method)
        if handle is None:
            self.world.violations.append(f"unknown method {request.method}")
            return self._recorded(request.method, request.params, Refusal(404, "Not Found"))
        try:
            if self.pace:
                self.pace.check(request.method, request.params)
            result = await handle(request)
        except Refusal as refusal:
            return self._recorded(request.method, request.params, refusal)
        return self._recorded(request.method, request.params, result)

    def _recorded(self, method: str, params: Json, outcome: Any) -> Answer:
        at = self.world.now()
        if isinstance(outcome, Refusal):
            call = Call(method, params, False, outcome.code, None, outcome.description, at)
            body = outcome.body()
        else:
            call = Call(method, params, True, 200, outcome, "", at)
            body = {"ok": True, "result": outcome}
        self.world.calls.append(call)
        return call.status, body


def _upload(name: str, file: Upload | bytes) -> Upload:
    return file if isinstance(file, Upload) else Upload(name, file)
