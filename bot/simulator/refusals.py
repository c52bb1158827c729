"""What Telegram says when it refuses a request, in its own words."""

from typing import Any

Json = dict[str, Any]

BLOCKED = "Forbidden: bot was blocked by the user"
CHAT_NOT_FOUND = "Bad Request: chat not found"
CONFLICT = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup "
    "are exactly the same as a current content and reply markup of the message"
)
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
TO_EDIT_NOT_FOUND = "Bad Request: message to edit not found"
CANNOT_EDIT = "Bad Request: message can't be edited"
TO_DELETE_NOT_FOUND = "Bad Request: message to delete not found"
TO_REACT_NOT_FOUND = "Bad Request: message to react not found"


class Refusal(Exception):  # noqa: N818 - an answer, no error of ours
    """Telegram's answer to a request it does not carry out."""

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> Json:
        """The JSON of the answer."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(description: str) -> Refusal:
    """A 400 whose description may or may not start with "Bad Request: "."""
    prefix = "Bad Request: "
    return Refusal(400, prefix + description.removeprefix(prefix))


def too_many(retry_after: int) -> Refusal:
    """A 429 that says after how many seconds to try again."""
    said = f"Too Many Requests: retry after {retry_after}"
    return Refusal(429, said, {"retry_after": retry_after})
