"""The people in the page."""

from bot.simulator.chats import User

CAST = (
    User(1001, "Bewoner", phone="+31612345601"),
    User(2001, "Coach", phone="+31612345602"),
    User(3001, "Coördinator", phone="+31612345603"),
)
