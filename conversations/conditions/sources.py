"""The documents that the conditions are taken from."""

from conversations.verdict import Source

BASISBAAN = Source(
    title="Basisbaan, gemeente Groningen",
    address="https://gemeente.groningen.nl/basisbaan",
)

PRESS_RELEASE_2023 = Source(
    title="Persbericht «Wegens succes vervolgd», gemeente Groningen, 13 maart 2023",
    address="https://gemeente.groningen.nl/basisbaan",
)
