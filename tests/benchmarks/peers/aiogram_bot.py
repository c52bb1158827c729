"""aiogram as its documentation shows it: a state a question, kept in SQLite."""
# mypy: ignore-errors

from __future__ import annotations

import asyncio
import json
import sys

import aiosqlite
from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import BaseStorage
from aiogram.types import Message

from tests.benchmarks.form import CHECK, QUESTIONS, THANKS

router = Router()


class Form(StatesGroup):
    """Where someone is."""

    answering = State()
    checking = State()


class SqliteStorage(BaseStorage):
    """One row a person, written at once, with SQLite as it comes."""

    def __init__(self, connection):
        self._connection = connection

    @classmethod
    async def open(cls, path):
        connection = await aiosqlite.connect(path)
        await connection.execute(
            "CREATE TABLE IF NOT EXISTS fsm (key TEXT PRIMARY KEY, state TEXT, data TEXT)"
        )
        return cls(connection)

    async def _set(self, key, column, value):
        await self._connection.execute(
            f"INSERT INTO fsm (key, {column}) VALUES (?, ?)"
            f" ON CONFLICT (key) DO UPDATE SET {column} = excluded.{column}",
            (f"{key.chat_id}:{key.user_id}", value),
        )
        await self._connection.commit()

    async def _get(self, key, column):
        found = await self._connection.execute_fetchall(
            f"SELECT {column} FROM fsm WHERE key = ?", (f"{key.chat_id}:{key.user_id}",)
        )
        return next(iter(found))[0] if found else None

    async def set_state(self, key, state=None):
        await self._set(key, "state", state.state if isinstance(state, State) else state)

    async def get_state(self, key):
        return await self._get(key, "state")

    async def set_data(self, key, data):
        await self._set(key, "data", json.dumps(data))

    async def get_data(self, key):
        return json.loads(await self._get(key, "data") or "{}")

    async def close(self):
        await self._connection.close()


@router.message(Command("taak"))
async def start(message: Message, state: FSMContext):
    await state.set_state(Form.answering)
    await message.answer(QUESTIONS[0])


@router.message(Form.answering, F.text)
async def answer(message: Message, state: FSMContext):
    data = await state.get_data()
    number = len(data)
    data = await state.update_data({str(number): message.text})
    if number + 1 < len(QUESTIONS):
        await message.answer(QUESTIONS[number + 1])
        return
    await state.set_state(Form.checking)
    given = "\n".join(f"{key}: {value}" for key, value in data.items())
    await message.answer(f"{given}\n{CHECK}")


@router.message(Form.checking, F.text)
async def send(message: Message, state: FSMContext):
    await state.clear()
    await message.answer(THANKS)


async def main():
    address, token, path = sys.argv[1:]
    session = AiohttpSession(api=TelegramAPIServer.from_base(address))
    bot = Bot(token, session=session)
    dispatcher = Dispatcher(storage=await SqliteStorage.open(path))
    dispatcher.include_router(router)
    await dispatcher.start_polling(bot)


if __name__ == "__main__":
    asyncio.run(main())
