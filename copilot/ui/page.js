// What every page does in the browser: keeps what is typed, opens cited sources, knows keys, takes pasted chats. What is
// found in a text while it is typed is in `live.js`, which the page carries behind this.
const FIELDS = ".stTextArea textarea, .stTextInput input";
const LIVE = "[class*='st-key-live-']"; // fields whose text is checked as it is typed
const KEPT = "butterfly:";
const FORGET_MILLISECONDS = 3000;
const NARROW = 640;
const PATIENCE_MILLISECONDS = 2000;
const left = new Map(); // what was typed last before a change of page, by field
let lastTyped = -Infinity;
let typedIn = null;

export default function (component) {
  document.documentElement.lang = component.data.lang;
  window.butterflyPage = component.data;
  if (window.butterflyStarted) return;
  window.butterflyStarted = true;
  keepTyping();
  keepTheNewest();
  letTypingArriveFirst();
  openSources();
  pressByKey();
  takePastes();
  startAtTheTop();
}

// Streamlit takes a text over when its field loses focus. This tells it to at every pause, but never in the middle of
// composing a Chinese character. What a refresh catches before the pause waits in the tab's own storage.
function keepTyping() {
  const unsaved = takeUnsaved();
  const timers = new WeakMap();
  const typed = (event) => {
    const field = event.target;
    if (!(field instanceof Element) || !field.matches(FIELDS)) return;
    clearTimeout(timers.get(field));
    typesOn(field);
    if (event.isComposing) return;
    sessionStorage.setItem(slot(field), field.value);
    lastTyped = performance.now();
    typedIn = field;
    timers.set(field, setTimeout(() => pauses(field, () => commit(field)), pauseOf(field)));
  };
  document.addEventListener("input", typed, true);
  document.addEventListener("compositionend", typed, true);
  const restore = () => {
    for (const field of unsaved.size ? document.querySelectorAll(FIELDS) : []) {
      const name = slot(field);
      if (unsaved.has(name)) putBack(name, unsaved.get(name));
      unsaved.delete(name);
    }
    for (const [name, { text }] of [...left].filter(([, one]) => !one.field.isConnected)) {
      if (!fieldOf(name)) continue;
      left.delete(name);
      sessionStorage.setItem(name, text);
      putBack(name, text);
    }
  };
  new MutationObserver(restore).observe(document.body, { childList: true, subtree: true });
  restore();
}

function pauseOf(field) {
  return field.closest(LIVE) ? window.butterflyPage.livePause : window.butterflyPage.pause;
}

// A press on a menu link takes the focus from a field, and Streamlit would drop the change of page in favour of the
// text. So the press waits until the text has arrived; where it did not, it is put back when its field is seen again.
function letTypingArriveFirst() {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a[href]");
    const pressed = performance.now();
    if (!link || pressed - lastTyped > PATIENCE_MILLISECONDS) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    lastTyped = -Infinity;
    if (typedIn && slot(typedIn) !== ours()) left.set(slot(typedIn), { field: typedIn, text: typedIn.value });
    const follow = () => {
      const idle = document.querySelector("[data-test-script-state=notRunning]");
      if (idle || performance.now() - pressed > PATIENCE_MILLISECONDS) link.click();
      else setTimeout(follow, 50);
    };
    setTimeout(follow, 50);
  }, true);
}

function commit(field) {
  field.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
  const name = slot(field), value = field.value;
  setTimeout(() => {
    if (sessionStorage.getItem(name) === value) sessionStorage.removeItem(name);
  }, FORGET_MILLISECONDS);
}

function slot(field) {
  const named = field.closest("[class*='st-key-']");
  return ours() + (named ? [...named.classList].find((name) => name.startsWith("st-key-")) : "");
}

// What was typed belongs to who typed it: the next person in the same tab finds nothing of it.
function ours() {
  return KEPT + (window.butterflyPage.owner ? `${window.butterflyPage.owner}:` : "");
}

function fieldOf(name) {
  return [...document.querySelectorAll(FIELDS)].find((candidate) => slot(candidate) === name);
}

function takeUnsaved() {
  const names = Object.keys(sessionStorage).filter((name) => name.startsWith(KEPT));
  const mine = names.filter((name) => name.startsWith(`${ours()}st-key-`));
  const unsaved = new Map(mine.map((name) => [name, sessionStorage.getItem(name)]));
  names.forEach((name) => sessionStorage.removeItem(name));
  return unsaved;
}

// Streamlit's first answer may still set the field to what the server knew; until that is over, and unless the person
// types on, the text is put back again.
function putBack(name, text, triesLeft = 5) {
  const field = fieldOf(name);
  if (field && field.value !== text) write(field, text);
  setTimeout(() => {
    if (triesLeft && sessionStorage.getItem(name) === text) putBack(name, text, triesLeft - 1);
  }, 200);
}

function write(field, text) {
  const kind = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
  Object.getOwnPropertyDescriptor(kind.prototype, "value").set.call(field, text); // past React's own setter
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

// A press on `[n]` opens the quote it stands for. Everything is put in as text, never as HTML.
function openSources() {
  const card = document.createElement("div");
  card.className = "bf-source";
  card.popover = "auto";
  card.append(document.createElement("p"), document.createElement("footer"));
  document.body.append(card);
  const open = (mark) => {
    card.firstChild.textContent = mark.dataset.quote;
    card.lastChild.textContent = mark.dataset.place;
    card.showPopover();
    const at = mark.getBoundingClientRect(), own = card.getBoundingClientRect();
    const below = at.bottom + own.height + 16 < innerHeight;
    card.style.left = `${Math.max(12, Math.min(at.left - 12, innerWidth - own.width - 12))}px`;
    card.style.top = `${below ? at.bottom + 8 : Math.max(12, at.top - own.height - 8)}px`;
  };
  document.addEventListener("click", (event) => {
    const mark = event.target instanceof Element && event.target.closest(".bf-cite");
    if (mark) open(mark);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target instanceof Element && event.target.matches(".bf-cite")) open(event.target);
  });
  document.addEventListener("scroll", () => card.matches(":popover-open") && card.hidePopover(), true);
}

// One key each, never while somebody types: digits pick and copy a reply, C copies the picked one again, E edits it;
// Shift and a digit change the chat; a button whose key ends in `press-x` is pressed by X.
function pressByKey() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat || isTyping(event)) return;
    const digit = event.code.match(/^(?:Digit|Numpad)([1-9])$/)?.[1], key = event.key.toLowerCase();
    if (digit && event.shiftKey) press(document.querySelectorAll(".st-key-desk-chats [data-testid=stButtonGroup] button")[digit - 1]);
    else if (digit) pick(digit);
    else if (key === "c") pick(picked());
    else if (key === "e") press(document.querySelector(`[class*='st-key-card-'][class*='-${picked()}-edit'] button`));
    else if (/^[a-z]$/.test(key)) {
      const button = document.querySelector(`[class*='press-${key}'] button`);
      press(button);
      if (button) takeFocus();
    }
  });
}

// A field that a key brought up is typed in at once.
function takeFocus(triesLeft = 40) {
  const field = document.querySelector("[class*='takes-focus'] textarea");
  if (field) field.focus();
  else if (triesLeft) setTimeout(() => takeFocus(triesLeft - 1), 50);
}

function isTyping(event) {
  return event.composedPath().some((e) => e instanceof Element && (e.matches("input, textarea, select") || e.isContentEditable));
}

function press(button) {
  button?.click();
}

function picked() {
  const last = window.butterflyPicked ?? "1";
  return document.querySelector(`.bf-copy[data-pick="${last}"]`) ? last : "1";
}

function pick(number) {
  const button = document.querySelector(`.bf-copy[data-pick="${number}"]`);
  if (!button) return;
  window.butterflyPicked = number;
  document.querySelectorAll(".bf-picked").forEach((card) => card.classList.remove("bf-picked"));
  const card = button.closest("[class*='st-key-card-']:not([class*='-copy'])");
  card?.classList.add("bf-picked");
  card?.scrollIntoView({ block: "nearest" });
  button.click();
}

// Where another thing is opened in the same place, it is read from its top, however far the one before was scrolled.
function startAtTheTop() {
  let last = null;
  const look = () => {
    const top = document.querySelector(".bf-top");
    if (!top || top.dataset.of === last) return;
    const first = last === null;
    last = top.dataset.of;
    const above = top.getBoundingClientRect().top < 0;
    if (!first && (above || innerWidth <= NARROW)) scrollTo(last);
  };
  // What is still being drawn may push it away again.
  const scrollTo = (of, triesLeft = 3) => {
    const top = document.querySelector(".bf-top");
    if (top?.dataset.of !== of) return;
    top.scrollIntoView({ block: "start" });
    if (triesLeft) setTimeout(() => scrollTo(of, triesLeft - 1), 150);
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  look();
}

// A chat that is pasted is read at once, and answered where the page says so. Pasted outside of any field, it goes into
// the field for chats.
function takePastes() {
  document.addEventListener("paste", (event) => {
    const field = document.querySelector("[class*='desk-paste'] textarea");
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!field || !text.trim()) return;
    if (event.target === field) setTimeout(() => arrived(field), 0);
    else if (!isTyping(event)) {
      event.preventDefault();
      write(field, text);
      arrived(field);
    }
  }, true);
}

// On a phone what was read stands below the field.
function showReading(triesLeft = 100) {
  const reading = document.querySelector(".bf-reading");
  if (reading) reading.scrollIntoView({ block: "start" });
  else if (triesLeft) setTimeout(() => showReading(triesLeft - 1), 50);
}

function arrived(field) {
  field.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
  field.blur(); // the next key picks a reply
  if (innerWidth < NARROW) showReading();
  if (document.querySelector(".bf-auto")) press(document.querySelector(".st-key-desk-write button[kind=primary]"));
}
