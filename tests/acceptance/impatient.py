"""The program with less patience.

It waits two seconds for an answer instead of half a minute, and a tenth as long for a next try.
"""

import sys

from bot import cli
from bot.telegram import retry

if __name__ == "__main__":
    retry.ANSWERS_WITHIN = 2.0
    patient = retry.backoff
    retry.backoff = lambda attempt, jitter: patient(attempt, jitter) / 10
    sys.exit(cli.main())
