"""Contact sheets: the steps of one walk side by side, numbered, each with what was done."""

import unicodedata
from collections.abc import Sequence
from pathlib import Path
from textwrap import wrap

from PIL import Image, ImageDraw, ImageFont

from tests.walks.walker import Shot

ACROSS, DOWN = 5, 2
WIDTH, GAP, CAPTION = 292, 12, 62
GROUND, INK = "#d5e0d9", "#16231c"
FACE = "DejaVuSans.ttf"  # matplotlib brings it along


def sheets(shots: Sequence[Shot], name: str, folder: Path) -> list[Path]:
    """Writes as many sheets as the walk takes; where they are."""
    at_once = ACROSS * DOWN
    made = []
    for number, start in enumerate(range(0, len(shots), at_once), 1):
        file = folder / f"{name}_{number}.png"
        _sheet(shots[start : start + at_once], start + 1).save(file)
        made.append(file)
    return made


def _sheet(shots: Sequence[Shot], first: int) -> Image.Image:
    pictures = [_small(Image.open(shot.file).convert("RGB")) for shot in shots]
    height = max(picture.height for picture in pictures) + CAPTION + GAP
    rows = -(-len(shots) // ACROSS)
    sheet = Image.new("RGB", (ACROSS * (WIDTH + GAP) + GAP, rows * height + GAP), GROUND)
    draw = ImageDraw.Draw(sheet)
    font = _font()
    for place, (shot, picture) in enumerate(zip(shots, pictures, strict=True)):
        x = GAP + place % ACROSS * (WIDTH + GAP)
        y = GAP + place // ACROSS * height
        told = "\n".join(wrap(f"{first + place}. {_plain(shot.caption)}", 38)[:3])
        draw.multiline_text((x, y), told, fill=INK, font=font, spacing=4)
        sheet.paste(picture, (x, y + CAPTION))
    return sheet


def _plain(caption: str) -> str:
    """The caption without emoji, which the font has no pictures of."""
    return "".join(sign for sign in caption if unicodedata.category(sign) != "So").replace(
        "[ ", "["
    )


def _small(picture: Image.Image) -> Image.Image:
    return picture.resize(
        (WIDTH, round(picture.height * WIDTH / picture.width)), Image.Resampling.LANCZOS
    )


def _font() -> ImageFont.FreeTypeFont:
    import matplotlib

    face = Path(matplotlib.get_data_path()) / "fonts/ttf" / FACE
    return ImageFont.truetype(str(face), 14)
