"use strict";
// The phones. Whatever a person or the bot wrote goes in as text, never as HTML.

const phones = new Map();
const ELEMENTS = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre" };
const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]); // the line ends with them
const LINK = /https?:\/\/[^\s<>]+[^\s<>.,!?)]|\bt\.me\/[^\s<>]+[^\s<>.,!?)]/g;
let username = "";

const post = async (path, asked) => {
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(asked) })
    .catch(() => null);
  if (!answer) line("Geen verbinding met de proefopstelling.");
  return answer ? answer.json() : { ok: false };
};

const act = (userId, name, more = {}) => post("/sim/act", { act: name, user_id: userId, ...more });

const line = (text) => { document.querySelector("[data-line]").textContent = text; };

const make = (name, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};

// --- text ---------------------------------------------------------------

function formatted(text, entities, message, from = 0, to = text.length) {
  const fragment = document.createDocumentFragment();
  const waiting = [...entities];
  let at = from;
  while (waiting.length) {
    const entity = waiting.shift();
    const end = Math.min(entity.offset + entity.length, to);
    if (entity.offset < at) continue;
    const inner = [];
    while (waiting.length && waiting[0].offset < end) inner.push(waiting.shift());
    fragment.append(linked(text.slice(at, entity.offset)));
    fragment.append(marked(entity, text, inner, message, end));
    at = end + (BLOCKS.has(entity.type) && end < to && text[end] === "\n" ? 1 : 0);
  }
  fragment.append(linked(text.slice(at, to)));
  return fragment;
}

function marked(entity, text, inner, message, end) {
  const content = () => formatted(text, inner, message, entity.offset, end);
  const plain = text.slice(entity.offset, end);
  switch (entity.type) {
    case "text_link": return link(entity.url, content());
    case "url": return link(plain, plain);
    case "email": return link(`mailto:${plain}`, plain);
    case "bot_command": return make("span", { className: "command" }, plain);
    case "spoiler": return make("span", { className: "spoiler", tabIndex: 0 }, content());
    case "blockquote": return make("blockquote", { className: "quote" }, content());
    case "expandable_blockquote": return foldable(plain, content(), message, entity.offset);
    default: return make(ELEMENTS[entity.type] || "span", {}, content());
  }
}

function foldable(plain, content, message, offset) {
  const quote = make("blockquote", { className: "quote" });
  const inner = make("div", { className: "inner" }, content);
  quote.append(inner);
  if (plain.length < 90 && plain.split("\n").length < 4) return quote;
  const button = make("button", { type: "button", className: "fold" });
  button.dataset.key = `fold ${offset}`;
  const fold = (folded) => {
    quote.classList.toggle("folded", folded);
    button.textContent = folded ? "Meer lezen" : "Inklappen";
    button.setAttribute("aria-expanded", String(!folded));
    message.open[folded ? "delete" : "add"](offset);
  };
  quote.addEventListener("click", (event) => {
    if (!event.target.closest("a") && !String(getSelection())) fold(!quote.classList.contains("folded"));
  });
  quote.append(button);
  fold(!message.open.has(offset));
  return quote;
}

// A phone does not show the code of the link with which a person came in.
const visible = ({ mine, text }) => (mine && text.startsWith("/start ") ? "/start" : text);

function linked(text) {
  const fragment = document.createDocumentFragment();
  let at = 0;
  for (const match of text.matchAll(LINK)) {
    fragment.append(text.slice(at, match.index), link(match[0], match[0]));
    at = match.index + match[0].length;
  }
  fragment.append(text.slice(at));
  return fragment;
}

const startCode = (url) => {
  const match = /^(?:https?:\/\/)?t\.me\/([^/?]+)\?start=([\w-]+)/.exec(url);
  return match && match[1] === username ? match[2] : null;
};

function link(url, content) {
  const full = /^[a-z]+:/i.test(url) ? url : `https://${url}`;
  const safe = /^(https?|mailto|tg):/i.test(full) ? full : "#";
  const anchor = make("a", { href: safe, target: "_blank", rel: "noopener noreferrer" }, content);
  const code = startCode(url);
  if (code) {
    anchor.addEventListener("click", (event) => {
      event.preventDefault();
      const choices = [...phones.values()].map((phone) => [phone.state.name, () => phone.open(code)]);
      ask("Op welke telefoon wilt u deze link openen?", [["Annuleren"], ...choices]);
    });
  }
  return anchor;
}

/** A picture that opens in its full size, where it can be read. */
function opening(picture) {
  const anchor = make("a", { href: picture.src, target: "_blank", rel: "noopener noreferrer", className: "whole" }, picture);
  anchor.setAttribute("aria-label", "Foto groot openen");
  return anchor;
}

function ask(text, choices, field = false) {
  const dialog = document.querySelector("[data-dialog]");
  const label = dialog.querySelector("[data-dialog-field]");
  const input = label.querySelector("input");
  dialog.querySelector("[data-dialog-text]").textContent = text;
  label.hidden = !field;
  input.value = "";
  dialog.querySelector("[data-choices]").replaceChildren(...choices.map(([name, chosen]) => {
    // Enter in the field means the first one that does something, so the others submit nothing.
    const button = make("button", { type: chosen ? "submit" : "button" }, name);
    button.addEventListener("click", () => (chosen ? chosen(input.value.trim()) : dialog.close()));
    return button;
  }));
  if (!dialog.open) dialog.showModal();
}

const ARROWS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/** The one before or after this one, round and round. */
const beside = (all, one, step) => all[(all.indexOf(one) + step + all.length) % all.length];

/** Lets the arrows go through the buttons of a panel. */
function arrows(panel) {
  panel.addEventListener("keydown", (event) => {
    const step = ARROWS[event.key];
    const all = [...panel.querySelectorAll("button:not([hidden])")];
    if (!step || !all.includes(event.target)) return;
    event.preventDefault();
    beside(all, event.target, step).focus();
  });
}

/** Lets a button open and close a panel; Escape and a click elsewhere close it too. */
function opens(opener, panel, within, prepare = () => {}) {
  arrows(panel);
  const toggle = (open) => { panel.hidden = !open; opener.setAttribute("aria-expanded", String(open)); };
  opener.addEventListener("click", () => {
    prepare();
    toggle(panel.hidden);
    if (!panel.hidden) panel.querySelector("button:not([hidden])")?.focus();
  });
  document.addEventListener("click", (event) => {
    if (!panel.contains(event.target) && !opener.contains(event.target)) toggle(false);
  });
  within.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || panel.hidden) return;
    const inside = panel.contains(document.activeElement);
    toggle(false);
    if (inside) opener.focus();
  });
  return toggle;
}

// --- the clock ----------------------------------------------------------

const clock = { now: 0, at: 0, timezone: undefined }; // what it said, and when that was here

const FORMATS = {
  hour: { hour: "2-digit", minute: "2-digit" },
  day: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  shortDay: { weekday: "short", day: "numeric", month: "short" },
};
const formats = new Map(); // making one takes longer than using it
function inZone(seconds, name) {
  const key = name + clock.timezone;
  const made = () => new Intl.DateTimeFormat("nl", { timeZone: clock.timezone, ...FORMATS[name] });
  if (!formats.has(key)) formats.set(key, made());
  return formats.get(key).format(seconds * 1000);
}
const hour = (seconds) => inZone(seconds, "hour");
const day = (seconds) => inZone(seconds, "day");

function tick() {
  const now = clock.now + (performance.now() - clock.at) / 1000;
  const shown = document.querySelector("[data-now]");
  const said = `${inZone(now, "shortDay")} ${hour(now)}`;
  if (shown.textContent === said) return;
  shown.textContent = said;
  shown.dateTime = new Date(now * 1000).toISOString();
}

function setClock({ now, timezone }) {
  Object.assign(clock, { now, timezone, at: performance.now() });
  if (document.querySelector("[data-clock]").hidden) setInterval(tick, 500);
  document.querySelector("[data-clock]").hidden = false;
  tick();
}

opens(
  document.querySelector("[data-clock-open]"),
  document.querySelector("[data-clock-sheet]"),
  document.querySelector("[data-clock]"),
);
for (const button of document.querySelectorAll("[data-step]")) {
  button.addEventListener("click", async () => {
    const told = await post("/sim/clock", { step: button.dataset.step });
    if (!told.ok) return;
    setClock(told.clock);
    const said = `Het is nu ${day(told.clock.now)}, ${hour(told.clock.now)}.`;
    document.querySelector("[data-clock-said]").textContent = said;
  });
}

// --- one phone ----------------------------------------------------------

class Phone {
  constructor(state) {
    this.id = state.user_id;
    this.state = state;
    this.shown = new Map();
    this.toasts = state.toasts.length;
    this.typed = state.typing;
    const template = document.getElementById("phone").content.cloneNode(true);
    this.element = template.querySelector("section");
    this.element.dataset.phone = this.id;
    this.element.id = `phone-${this.id}`;
    this.element.setAttribute("aria-label", `Telefoon van ${state.name}`);
    this.find("h2").textContent = state.name;
    this.find(".avatar").textContent = state.name.slice(0, 1);
    document.querySelector("[data-phones]").append(this.element);
    this.find("[data-log]").setAttribute("aria-label", `Berichten van ${state.name}`);
    this.news = make("span", { className: "unseen", hidden: true }, ", nieuw bericht");
    this.tab = make("button", { type: "button", tabIndex: -1 }, state.name, this.news);
    this.tab.setAttribute("role", "tab");
    this.tab.setAttribute("aria-controls", this.element.id);
    this.tab.addEventListener("click", () => show(this));
    document.querySelector("[data-tabs]").append(this.tab);
    this.listen();
  }

  find(selector) { return this.element.querySelector(selector); }
  act(name, more) { return act(this.id, name, more); }
  open(code) { show(this); return this.act("start", { payload: code }); }

  listen() {
    const on = (selector, does) => this.find(selector).addEventListener("click", does);
    on("[data-start]", () => this.begin());
    on("[data-restart]", () => this.begin());
    on("[data-block]", () => this.act("block"));
    on("[data-unblock]", () => this.act("unblock"));
    on("[data-other-contact]", () => this.act("contact", { own: false }));
    on("[data-open-link]", () => ask("Plak de startlink, of alleen de code.", [
      ["Annuleren"],
      ["Openen", (typed) => typed && this.open(startCode(typed) || typed.split("start=").pop())],
    ], true));
    on("[data-contact]", () => this.act("contact"));
    on("[data-down]", () => { this.toEnd(); this.toNewest(); });
    on("[data-stop-editing]", () => { this.stopEditing(); this.find("[data-input]").focus(); });
    for (const button of this.element.querySelectorAll("[data-photos]")) {
      button.addEventListener("click", () => this.act("photos", { n: Number(button.dataset.photos) }));
    }
    for (const button of this.element.querySelectorAll("[data-kind]")) {
      button.addEventListener("click", () => this.act("other", { kind: button.dataset.kind }));
    }
    this.sheet("[data-more]", "[data-more-sheet]");
    this.sheet("[data-attach]", "[data-attach-sheet]");
    this.sheet("[data-menu]", "[data-commands]", () => this.listCommands(""));
    on("[data-keyboard]", () => this.toggleReplies());
    this.followEnd();
    this.listenInput();
  }

  begin() {
    this.begins = true; // the button goes away: where the messages come is where one goes on
    this.act("start");
  }

  followEnd() {
    const log = this.find("[data-log]");
    this.stuck = true;
    let top = 0;
    log.addEventListener("scroll", () => {
      if (this.atEnd()) { this.stuck = true; this.find("[data-down]").hidden = true; }
      else if (log.scrollTop < top) this.stuck = false; // the person looks back
      top = log.scrollTop;
    });
    new ResizeObserver(() => this.stuck && this.toEnd("instant")).observe(log);
  }

  listenInput() {
    const input = this.find("[data-input]");
    const form = this.find("[data-compose]");
    form.addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.send(); }
      if (event.key === "Escape" && this.editing) this.stopEditing();
      const commands = this.find("[data-commands]");
      if (event.key === "ArrowDown" && !commands.hidden) { event.preventDefault(); commands.querySelector("button").focus(); }
    });
    input.addEventListener("input", () => {
      this.grow();
      const command = /^\/\w*$/.test(input.value);
      if (command) this.listCommands(input.value);
      this.find("[data-commands]").hidden = !command || !this.find("[data-commands]").childElementCount;
    });
  }

  sheet(button, sheet, prepare = () => {}) {
    const opener = this.find(button);
    const panel = this.find(sheet);
    const toggle = opens(opener, panel, this.element, prepare);
    panel.addEventListener("click", (event) => {
      if (!event.target.closest("button")) return;
      toggle(false);
      opener.focus(); // before what was chosen happens: a dialog gives the focus back to it
    }, true);
  }

  async send() {
    const input = this.find("[data-input]");
    const text = input.value.trim();
    if (!text) return;
    const editing = this.editing;
    this.stopEditing();
    this.find("[data-commands]").hidden = true;
    if (editing) await this.act("edit", { message_id: editing, text });
    else { this.toEnd(); await this.act("type", { text }); }
  }

  grow() {
    const input = this.find("[data-input]");
    input.style.height = "auto";
    input.style.height = `${Math.min(input.scrollHeight + 2, 140)}px`;
  }

  edit(message) {
    this.editing = message.id;
    this.find("[data-editing]").hidden = false;
    this.find("[data-editing-text]").textContent = message.text;
    const input = this.find("[data-input]");
    input.value = message.text;
    this.grow();
    input.focus();
  }

  stopEditing() {
    this.editing = null;
    this.find("[data-editing]").hidden = true;
    this.find("[data-input]").value = "";
    this.grow();
  }

  listCommands(start) {
    const wanted = this.state.menu.filter(({ command }) => `/${command}`.startsWith(start));
    this.find("[data-commands]").replaceChildren(...wanted.map(({ command, description }) => {
      const button = make("button", { type: "button" }, description, make("b", {}, `/${command}`));
      button.dataset.command = command;
      button.addEventListener("click", () => {
        this.find("[data-input]").value = "";
        this.toEnd();
        this.act("type", { text: `/${command}` });
      });
      return button;
    }));
  }

  // --- what changed ---

  update(state) {
    const fresh = state.messages.some((message) => !this.shown.has(message.id));
    const first = this.shown.size === 0;
    this.state = state;
    this.drawMessages(first);
    this.drawFrame();
    this.drawReplies();
    this.drawTyping();
    this.announce();
    if (this.stuck) this.toEnd(first ? "instant" : "auto");
    else if (fresh) this.find("[data-down]").hidden = false;
    if (fresh && !this.element.classList.contains("shown") && !first) this.unread(true);
  }

  unread(there) {
    this.tab.classList.toggle("unread", there);
    this.news.hidden = !there;
  }

  /** Where one goes on by keyboard when what had the focus is gone: Tab leads to what came after. */
  toNewest() {
    const last = [...this.element.querySelectorAll(".message")].pop();
    (last || this.find("[data-log]")).focus({ preventScroll: true });
  }

  drawMessages(first) {
    const log = this.find("[data-log]");
    const present = new Set(this.state.messages.map((message) => message.id));
    for (const [id, { node }] of this.shown) {
      if (!present.has(id)) { this.takeAway(node); this.shown.delete(id); }
    }
    for (const message of this.state.messages) {
      const pending = this.state.pending.filter(([id]) => id === message.id).map(([, data]) => data);
      const drawn = JSON.stringify([message, pending]);
      const known = this.shown.get(message.id);
      if (known?.drawn === drawn) continue;
      this.place(log, message, { drawn, pending, known, first });
    }
    this.drawDays(log);
  }

  /** Above the first message of each day, which day that is. */
  drawDays(log) {
    const past = new Map([...log.querySelectorAll(".day")].map((sign) => [sign.textContent, sign]));
    let before = "";
    for (const message of this.state.messages) {
      const today = day(message.date);
      if (today === before) continue;
      before = today;
      const { node } = this.shown.get(message.id);
      const top = node.closest(".album") || node;
      const sign = past.get(today) || make("p", { className: "day" }, today);
      past.delete(today);
      if (top.previousElementSibling !== sign) top.before(sign);
    }
    for (const sign of past.values()) sign.remove();
  }

  takeAway(node) {
    const album = node.closest(".album");
    const all = [...this.element.querySelectorAll(".message")];
    const before = node.contains(document.activeElement) && (all[all.indexOf(node) - 1] || this.find("[data-log]"));
    node.remove();
    if (album && !album.childElementCount) album.remove();
    if (before) before.focus({ preventScroll: true });
  }

  /** Where a message is shown: in the log, or with the other pictures of its album. */
  homeOf(log, message) {
    if (!message.album) return log;
    const last = log.lastElementChild;
    if (last?.dataset.album === message.album) return last;
    const album = make("div", { className: "album" });
    album.dataset.album = message.album;
    log.append(album);
    return album;
  }

  place(log, message, { drawn, pending, known, first }) {
    const open = known?.open || new Set();
    const node = this.messageNode({ ...message, open }, pending);
    const edited = known && known.text !== JSON.stringify([message.text, message.entities]);
    if (edited) node.classList.add("flash");
    if (!known && !first) node.classList.add("new");
    if (known) {
      const focused = known.node.contains(document.activeElement) && document.activeElement;
      known.node.replaceWith(node);
      if (focused) this.refocus(node, focused);
    } else this.homeOf(log, message).append(node);
    const text = JSON.stringify([message.text, message.entities]);
    this.shown.set(message.id, { node, drawn, open, text });
  }

  /** The same button of a message that was drawn again, never another one; else the message. */
  refocus(node, focused) {
    const same = [...node.querySelectorAll("button, a")].find((one) => one.dataset.key === focused.dataset.key);
    (focused.dataset.key && same || node).focus({ preventScroll: true });
  }

  messageNode(message, pending) {
    const node = make("article", { className: `message ${message.mine ? "mine" : "theirs"}`, tabIndex: -1 });
    node.dataset.messageId = message.id;
    node.classList.toggle("keyed", message.inline.length > 0);
    const bubble = make("div", { className: "bubble" });
    bubble.append(make("span", { className: "unseen" }, message.mine ? "U: " : "Bot: "));
    for (const photo of message.photos) {
      const picture = make("img", { src: `/sim/file/${photo}`, alt: "Foto" });
      picture.addEventListener("load", () => this.stuck && this.toEnd());
      bubble.append(message.album ? picture : opening(picture));
    }
    if (message.what) bubble.append(make("div", { className: "what" }, message.what));
    if (message.file) {
      const name = message.file.name;
      bubble.append(make("a", { href: `/sim/file/${message.file.id}`, download: name, className: "file" }, `📄 ${name}`));
    }
    const words = make("span", { className: "words" }, formatted(visible(message), message.entities, message));
    const meta = make("span", { className: "meta" }, `${message.edited ? "bewerkt " : ""}${hour(message.date)}`);
    bubble.append(words, meta);
    if (message.reaction) bubble.append(make("div", { className: "reaction" }, message.reaction));
    node.append(bubble);
    if (message.mine && message.text && !message.photos.length) node.append(this.editButton(node, bubble, message));
    if (message.inline.length) node.append(this.keysNode(message, pending));
    return node;
  }

  editButton(node, bubble, message) {
    const button = make("button", { type: "button", className: "edit" }, "Bewerken");
    button.dataset.edit = message.id;
    button.dataset.key = "edit";
    button.setAttribute("aria-label", `Bewerken: ${message.text}`);
    button.addEventListener("click", () => { node.classList.remove("picked"); this.edit(message); });
    bubble.addEventListener("click", () => {
      for (const other of this.element.querySelectorAll(".picked")) if (other !== node) other.classList.remove("picked");
      node.classList.toggle("picked");
      if (node.classList.contains("picked")) button.scrollIntoView({ block: "nearest" });
    });
    return button;
  }

  keysNode(message, pending) {
    const rows = message.inline.map((row) => make("div", {}, ...row.map((key) => {
      const button = make("button", { type: "button", className: key.style || "" }, key.text);
      button.dataset.inline = key.text;
      button.dataset.key = key.callback_data || key.text;
      if (key.url) button.append(" ↗");
      if (pending.includes(key.callback_data)) button.setAttribute("aria-busy", "true");
      button.addEventListener("click", () => this.press(message, key));
      return button;
    })));
    return make("div", { className: "keys" }, ...rows);
  }

  press(message, key) {
    if (key.copy_text) {
      this.act("press", { label: key.text, message_id: message.id });
      navigator.clipboard?.writeText(key.copy_text.text).catch(() => {});
      this.toast("Gekopieerd");
    } else if (key.url) link(key.url, "").click();
    else if (key.callback_data) this.act("data", { message_id: message.id, data: key.callback_data });
  }

  drawFrame() {
    const { started, blocked, menu, placeholder, description } = this.state;
    this.find("[data-begin]").hidden = started || blocked;
    this.find("[data-log]").hidden = !started && !blocked;
    this.find("[data-blocked]").hidden = !blocked;
    this.find("[data-compose]").hidden = !started || blocked;
    this.find("[data-block]").hidden = blocked;
    this.find("[data-unblock]").hidden = !blocked;
    this.find("[data-description]").textContent = description;
    this.find("[data-menu]").hidden = menu.length === 0;
    this.find("[data-input]").placeholder = placeholder || "Bericht";
    const status = blocked ? "heeft de bot geblokkeerd" : started ? "praat met de Basisbaan-bot" : "nog niet gestart";
    this.find("[data-status]").textContent = status;
    if (!this.begins || !started || blocked) return;
    this.begins = false;
    this.toNewest();
  }

  drawReplies() {
    const drawn = JSON.stringify(this.state.keyboard);
    if (drawn === this.replies) return;
    this.replies = drawn;
    const rows = (this.state.keyboard || []).map((row) => make("div", {}, ...row.map((key) => {
      const button = make("button", { type: "button", className: key.style || "" }, key.text);
      button.dataset.reply = key.text;
      button.addEventListener("click", () => { this.toEnd(); this.replyWith(key); });
      return button;
    })));
    const focused = this.find("[data-replies]").contains(document.activeElement);
    this.find("[data-replies]").replaceChildren(...rows);
    if (focused) this.toNewest();
    this.find("[data-replies]").hidden = rows.length === 0;
    this.find("[data-keyboard]").hidden = rows.length === 0;
    this.find("[data-compose]").classList.toggle("folding", rows.length > 0);
    this.find("[data-keyboard]").setAttribute("aria-expanded", "true");
  }

  replyWith(key) {
    if (!key.request_contact) return this.act("type", { text: key.text });
    return ask("Wilt u uw telefoonnummer delen met de bot?", [
      ["Annuleren"], ["Delen", () => this.act("contact")],
    ]);
  }

  toggleReplies() {
    const replies = this.find("[data-replies]");
    replies.hidden = !replies.hidden;
    this.find("[data-keyboard]").setAttribute("aria-expanded", String(!replies.hidden));
  }

  drawTyping() {
    const typing = this.find("[data-typing]");
    if (!this.state.typing) { typing.hidden = true; return; }
    if (this.state.typing === this.typed) return;
    this.typed = this.state.typing;
    this.find("[data-typing-text]").textContent = this.state.action.startsWith("upload") ? "stuurt een bestand" : "is aan het typen";
    typing.hidden = false;
    clearTimeout(this.typingEnds);
    this.typingEnds = setTimeout(() => { typing.hidden = true; }, 5000);
  }

  announce() {
    const fresh = this.state.toasts.slice(this.toasts);
    this.toasts = this.state.toasts.length;
    for (const { text, alert } of fresh) {
      if (alert) ask(text, [["OK"]]);
      else if (text) this.toast(text);
    }
  }

  toast(text) {
    const toast = this.find("[data-toast]");
    toast.textContent = text;
    clearTimeout(this.toastEnds);
    this.toastEnds = setTimeout(() => { toast.textContent = ""; }, 3500);
  }

  atEnd() {
    const log = this.find("[data-log]");
    return log.scrollHeight - log.scrollTop - log.clientHeight < 60;
  }

  /** Goes to the newest message: gliding, unless it comes into sight only now or motion is reduced. */
  toEnd(behavior = "auto") {
    const log = this.find("[data-log]");
    this.stuck = true;
    log.scrollTo({ top: log.scrollHeight, behavior });
    this.find("[data-down]").hidden = true;
  }
}

// --- all of them --------------------------------------------------------

function show(phone) {
  for (const other of phones.values()) {
    other.element.classList.toggle("shown", other === phone);
    other.tab.setAttribute("aria-selected", String(other === phone));
    other.tab.tabIndex = other === phone ? 0 : -1;
  }
  phone.unread(false);
  phone.toEnd("instant");
}

function receive(state) {
  if (!phones.has(state.user_id)) {
    phones.set(state.user_id, new Phone(state));
    if (phones.size === 1) show(phones.get(state.user_id));
  }
  phones.get(state.user_id).update(state);
}

function residents() {
  return [...phones.keys()].filter((id) => id < 2000).length;
}

document.querySelector("[data-add]").addEventListener("click", async () => {
  const number = residents() + 1;
  const id = 1000 + number;
  await act(id, "add", { name: `Bewoner ${number}` });
  const wait = setInterval(() => {
    if (!phones.has(id)) return;
    clearInterval(wait);
    show(phones.get(id));
    phones.get(id).element.scrollIntoView({ inline: "nearest" });
  }, 30);
});

document.querySelector("[data-tabs]").addEventListener("keydown", (event) => {
  const step = ARROWS[event.key];
  if (!step) return;
  event.preventDefault();
  const all = [...phones.values()];
  const next = beside(all, all.find((phone) => phone.element.classList.contains("shown")), step);
  show(next);
  next.tab.focus();
});

async function begin() {
  const answer = await fetch("/sim/state");
  const { username: name, phones: states, clock: told } = await answer.json();
  username = name;
  if (told) setClock(told);
  states.forEach(receive);
  const events = new EventSource("/sim/events");
  events.addEventListener("open", () => line(""));
  events.addEventListener("error", () => line("Verbinding verbroken. Ik probeer het opnieuw."));
  events.addEventListener("message", ({ data }) => {
    const state = JSON.parse(data);
    if (state.clock) setClock(state.clock);
    else if (!state.beat) receive(state);
  });
}

begin();
