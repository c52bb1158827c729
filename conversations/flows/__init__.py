"""The flows that the bot offers, one module each."""
