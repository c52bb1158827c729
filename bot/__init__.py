"""The bot: receives, keeps and sends what the conversations decide."""
