"""The program with less patience: what takes half a minute on Telegram takes two seconds here."""

import sys

from bot import cli
from bot.telegram import retry

if __name__ == "__main__":
    retry.ANSWERS_WITHIN = 2.0
    sys.exit(cli.main())
