"""A Telegram on this computer: a Bot API server and a page with phones, for the real bot."""
