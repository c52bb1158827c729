"""What all tests share."""

import os

from hypothesis import settings

os.environ["PTB_TIMEDELTA"] = "true"
for name in ("BOT_TOKEN", "DATABASE_PATH", "LISTEN", "BOT_API_URL"):
    os.environ.pop(name, None)

settings.register_profile("basisbaan", deadline=None)  # a busy machine is no fault of ours
settings.load_profile("basisbaan")
