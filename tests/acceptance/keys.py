"""Someone who has only a keyboard, and who sees where the focus is."""

from dataclasses import dataclass
from typing import Any

from playwright.async_api import Page, expect

from tests.acceptance.handset import Handset

AT_MOST = 40
"""Presses of Tab to get anywhere."""

LISTEN = """() => {
  window.heard = [];
  const live = [...document.querySelectorAll("[role=log][aria-live=polite]")];
  const listener = new MutationObserver((changes) => {
    for (const change of changes) {
      const log = live.find((one) => one.contains(change.target) && one.checkVisibility());
      if (log) heard.push(...[...change.addedNodes].map((node) => node.textContent));
    }
  });
  for (const log of live) listener.observe(log, { childList: true, subtree: true });
}"""
"""Notes what is added to a live region that is in sight and was there before: what is announced."""

FOCUSED = """() => {
  const { activeElement: one } = document;
  const style = getComputedStyle(one);
  const box = one.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return {
    lost: one === document.body,
    label: one.dataset.command || one.dataset.inline || one.dataset.reply
      || one.innerText.trim() || one.getAttribute("aria-label"),
    kind: one.localName,
    message: Number(one.closest("[data-message-id]")?.dataset.messageId || 0),
    ring: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    seen: one === top || one.contains(top),
  };
}"""


@dataclass
class Keys:
    """One phone, by keyboard."""

    handset: Handset
    presses: int = 0

    @property
    def page(self) -> Page:
        return self.handset.page

    async def listen(self) -> None:
        """Begins to note what a screen reader is told."""
        await self.page.evaluate(LISTEN)

    async def heard(self, words: str) -> None:
        """Waits until this was announced."""
        told = "words => heard.some((said) => said.replace(/\\s+/g, ' ').includes(words))"
        await self.page.wait_for_function(told, arg=words)

    async def focused(self) -> dict[str, Any]:
        """What has the focus; it is somewhere."""
        found: dict[str, Any] = await self.page.evaluate(FOCUSED)
        assert not found["lost"], "the focus is lost"
        return found

    async def press(self, key: str) -> None:
        self.presses += 1
        await self.page.keyboard.press(key)

    async def to(self, label: str, key: str = "Tab", message: int = 0) -> None:
        """Goes to what bears this label, and sees each time where the focus is."""
        passed = []
        for _ in range(AT_MOST):
            await self.press(key)
            found = await self.page.evaluate(FOCUSED)
            if found["lost"]:
                continue  # past the end of the page, where the browser's own buttons are
            assert found["ring"] >= 2, found
            assert found["seen"], found
            passed.append(found["label"])
            if found["label"] == label and message in (0, found["message"]):
                return
        assert label in passed, passed

    async def to_field(self) -> None:
        """Goes to where one types."""
        if (await self.focused())["kind"] != "textarea":
            await self.to("Bericht")

    async def answer(self, words: str, reply: str) -> None:
        """Hears a question, and presses its button or types."""
        newest = await self.handset.sees(words)
        await self.heard(words)
        if not reply.startswith("["):
            await self.to_field()
            await self.page.keyboard.type(reply)
        else:
            number = int(await newest.get_attribute("data-message-id") or 0)
            typed = (await self.focused())["kind"] == "textarea"
            await self.to(reply[1:-1], "Shift+Tab" if typed else "Tab", number)
        await self.press("Enter")
        await self.focused()

    async def dialog(self, choice: str) -> None:
        """Chooses in the dialog that opened, which takes the focus."""
        await expect(self.page.locator("dialog")).to_be_visible()
        while (await self.focused())["label"] != choice:
            await self.press("Tab")
        await self.press("Enter")
