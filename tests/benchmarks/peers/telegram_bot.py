"""python-telegram-bot as its documentation shows it: a ConversationHandler with persistence."""

from __future__ import annotations

import argparse

from telegram import Update
from telegram.ext import (
    Application,
    BasePersistence,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PicklePersistence,
    filters,
)

from tests.benchmarks.form import CHECK, QUESTIONS, THANKS
from tests.benchmarks.peers.sqlite_persistence import SqlitePersistence


async def start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    """Ask the first question."""
    assert update.message
    await update.message.reply_text(QUESTIONS[0])
    return 0


async def answer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    """Keep an answer, and ask the next question."""
    assert update.message
    assert context.user_data is not None
    number = len(context.user_data)
    context.user_data[str(number)] = update.message.text
    if number + 1 < len(QUESTIONS):
        await update.message.reply_text(QUESTIONS[number + 1])
        return number + 1
    given = "\n".join(f"{key}: {value}" for key, value in context.user_data.items())
    await update.message.reply_text(f"{given}\n{CHECK}")
    return len(QUESTIONS)


async def send(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
    """Hand in the form."""
    assert update.message
    assert context.user_data is not None
    context.user_data.clear()
    await update.message.reply_text(THANKS)
    return ConversationHandler.END


def main() -> None:
    """Run the bot."""
    parser = argparse.ArgumentParser()
    parser.add_argument("address")
    parser.add_argument("token")
    parser.add_argument("path")
    parser.add_argument("--sqlite", action="store_true")
    chosen = parser.parse_args()
    persistence: BasePersistence  # type: ignore[type-arg]
    persistence = (
        SqlitePersistence(chosen.path) if chosen.sqlite else PicklePersistence(chosen.path)
    )
    application = (
        Application.builder()
        .token(chosen.token)
        .base_url(f"{chosen.address}/bot")
        .persistence(persistence)
        .build()
    )
    words = filters.TEXT & ~filters.COMMAND
    states = {n: [MessageHandler(words, answer)] for n in range(len(QUESTIONS))}
    states[len(QUESTIONS)] = [MessageHandler(words, send)]
    application.add_handler(
        ConversationHandler(
            entry_points=[CommandHandler("taak", start)],
            states=states,  # type: ignore[arg-type]
            fallbacks=[CommandHandler("stop", send)],
            name="form",
            persistent=True,
        )
    )
    application.run_polling(allowed_updates=Update.ALL_TYPES)


if __name__ == "__main__":
    main()
