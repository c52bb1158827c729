"""What a message can carry beside text, as the Bot API describes it."""

from typing import Any

from bot.simulator.files import Files, Stored, picture_size, unique_id
from bot.simulator.refusals import Json

MIMES = {
    "voice": "audio/ogg",
    "video": "video/mp4",
    "audio": "audio/mpeg",
    "animation": "video/mp4",
    "document": "application/pdf",
}
PLAIN: dict[str, Any] = {
    "poll": {
        "id": "5001",
        "question": "Wat vindt u?",
        "options": [
            {"persistent_id": "0", "text": "Goed", "voter_count": 0},
            {"persistent_id": "1", "text": "Niet goed", "voter_count": 0},
        ],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": True,
        "members_only": False,
    },
    "dice": {"emoji": "🎲", "value": 4},
    "location": {"latitude": 53.2194, "longitude": 6.5665},
}


def carried(files: Files, kind: str, content: bytes | None) -> Json:
    """A new thing of this kind, its file kept; the fields of the message that carries it."""
    if kind in PLAIN:
        return {kind: PLAIN[kind]}
    sample = content if content is not None else f"sample {kind}".encode()
    name = "voorbeeld.pdf" if kind == "document" else ""
    return described(kind, files.put(kind, sample, name, MIMES.get(kind, "")))


def described(kind: str, stored: Stored) -> Json:
    """The fields of a message that carries this file."""
    base: Json = {
        "file_id": stored.file_id,
        "file_unique_id": unique_id(stored.file_id),
        "file_size": len(stored.content),
    }
    if kind == "photo":
        width, height = picture_size(stored.content)
        return {"photo": [{**base, "width": width, "height": height}]}
    described_as: Json = {**base, **_particulars(kind, stored)}
    if kind == "animation":
        # Telegram repeats an animation as a document, for old bots.
        document = {**base, "file_name": "animation.mp4", "mime_type": "video/mp4"}
        return {"animation": described_as, "document": document}
    return {kind: described_as}


def _particulars(kind: str, stored: Stored) -> Json:
    match kind:
        case "document":
            return {"file_name": stored.name or "file", "mime_type": stored.mime}
        case "voice" | "audio":
            return {"duration": 4, "mime_type": stored.mime}
        case "video" | "animation":
            return {"width": 640, "height": 360, "duration": 4, "mime_type": stored.mime}
        case "sticker":
            kinds = {"type": "regular", "is_animated": False, "is_video": False}
            return {**kinds, "width": 512, "height": 512, "emoji": "👍"}
        case _:
            raise ValueError(kind)
