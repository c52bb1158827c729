"""What the phone shows after a step: whether the reply is there, and what is wrong with its looks."""

from dataclasses import dataclass

from playwright.async_api import Error, Page

WITHIN = 5_000
"""Milliseconds in which a reply comes."""

_PHONE = """
const phone = document.querySelector(`[data-phone="${user}"]`);
const log = phone.querySelector("[data-log]");
const theirs = [...phone.querySelectorAll(".theirs")];
const number = (one) => Number(one.dataset.messageId);
const fresh = theirs.filter((one) => number(one) > before);
const pressed = theirs.filter((one) => number(one) === touched);
"""

_SAYS = f"""({{ user, before, touched, words }}) => {{{_PHONE}
  if (!words) return ![...phone.querySelectorAll(".message")].at(-1)?.matches(".mine");
  const near = [...theirs.slice(-4), ...pressed].map((one) => one.textContent);
  const aside = [phone.querySelector("[data-toast]"), document.querySelector("dialog[open]")];
  return [...near, ...aside.map((one) => one?.textContent || "")].some((one) => one.includes(words));
}}"""

_QUIET = """() => new Promise((done) => {
  const watcher = new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(end, 300); });
  const end = () => { watcher.disconnect(); done(); };
  let timer = setTimeout(end, 300);
  watcher.observe(document.body, { childList: true, subtree: true, characterData: true });
})"""

_MEASURES = f"""({{ user, before, touched }}) => {{{_PHONE}
  const shown = fresh.length ? fresh : pressed.length ? pressed : theirs.slice(-1);
  const box = (one) => one.getBoundingClientRect();
  const lines = (button) => {{
    const range = document.createRange();
    range.selectNodeContents(button);
    return new Set([...range.getClientRects()].map((one) => Math.round(one.top / 8))).size;
  }};
  const height = shown.length ? box(shown.at(-1)).bottom - box(shown[0]).top : 0;
  return {{
    messages: fresh.length,
    newest: Math.max(0, ...[...phone.querySelectorAll(".message")].map(number)),
    too_tall: Math.max(0, Math.round(height - log.clientHeight)),
    wrapped: shown.flatMap((one) => [...one.querySelectorAll(".keys button")])
      .filter((button) => lines(button) > 1 || button.scrollWidth > button.clientWidth)
      .map((button) => button.textContent),
  }};
}}"""

_SCROLL = f"""({{ user, before, touched, top }}) => {{{_PHONE}
  const first = fresh[0] || pressed[0] || theirs.at(-1);
  if (top) first.scrollIntoView({{ block: "start", behavior: "instant" }});
  else if (!fresh.length && pressed.length) first.scrollIntoView({{ block: "end", behavior: "instant" }});
  else log.scrollTo({{ top: log.scrollHeight, behavior: "instant" }});
}}"""


@dataclass(frozen=True)
class Measures:
    """What came with a step, and how it fits on the phone."""

    messages: int
    newest: int
    too_tall: int
    wrapped: list[str]


@dataclass(frozen=True)
class Eyes:
    """Someone's view of a phone: what came after a message, and the message they pressed."""

    page: Page
    user_id: int
    before: int
    touched: int

    @property
    def _view(self) -> dict[str, object]:
        return {"user": self.user_id, "before": self.before, "touched": self.touched}

    async def see(self, words: str, within: float = WITHIN) -> bool:
        """Waits for these words, or for any reply, and until nothing moves; whether it came."""
        try:
            await self.page.wait_for_function(
                _SAYS, arg={**self._view, "words": words}, timeout=WITHIN
            )
        except Error:
            return False
        finally:
            await self.page.evaluate(_QUIET)
        return True

    async def measure(self) -> Measures:
        return Measures(**await self.page.evaluate(_MEASURES, self._view))

    async def scroll(self, *, top: bool) -> None:
        """Goes to the top or the end of what came, or of what was pressed if nothing came."""
        await self.page.evaluate(_SCROLL, {**self._view, "top": top})
