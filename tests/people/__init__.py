"""Determined people, and what the bot owes them however often it dies."""
