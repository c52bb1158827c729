"""What all tests share."""

import os

os.environ["PTB_TIMEDELTA"] = "true"
for name in ("BOT_TOKEN", "DATABASE_PATH", "LISTEN", "BOT_API_URL"):
    os.environ.pop(name, None)
