// What every page does in the browser: keeps what is typed, opens cited sources, copies a reply by its number.
const FIELDS = ".stTextArea textarea, .stTextInput input";
const LIVE = "[class*='st-key-live-']"; // fields whose text is checked as it is typed
const KEPT = "butterfly:";
const FORGET_MILLISECONDS = 3000;
const LOOK_MILLISECONDS = 20;
const SETTLED_MILLISECONDS = 300; // a run that was going on already may have ended before ours begins
const START_MILLISECONDS = 3000;
const RUN_MILLISECONDS = 5000;
const unsaved = new Map(); // texts the server may not have: by field, { text, left: the field as it was left }
let dirty = null; // the field typed into since it was last handed over
let handed = null; // what was handed over last, until the server has run with it

export default function (component) {
  document.documentElement.lang = component.data.lang;
  window.butterflyPage = component.data;
  if (window.butterflyStarted) return;
  window.butterflyStarted = true;
  takeUnsaved();
  keepTyping();
  watchRuns();
  letTypingArriveFirst();
  openSources();
  pickByNumber();
}

// Streamlit takes a text over when its field loses focus. This tells it to at every pause, but never in the middle of
// composing a Chinese character. What a refresh catches before the pause waits in the tab's own storage.
function keepTyping() {
  const timers = new WeakMap();
  const typed = (event) => {
    const field = event.target;
    if (event.isComposing || !(field instanceof Element) || !field.matches(FIELDS)) return;
    sessionStorage.setItem(slot(field), field.value);
    dirty = field;
    clearTimeout(timers.get(field));
    timers.set(field, setTimeout(() => commit(field), pauseOf(field)));
  };
  document.addEventListener("input", typed, true);
  document.addEventListener("compositionend", typed, true);
  const restore = () => {
    for (const field of unsaved.size ? document.querySelectorAll(FIELDS) : []) {
      const name = slot(field), kept = unsaved.get(name);
      if (!kept || kept.left === field) continue;
      putBack(name, kept.text);
      unsaved.delete(name);
    }
  };
  new MutationObserver(restore).observe(document.body, { childList: true, subtree: true });
  restore();
}

function pauseOf(field) {
  return field.closest(LIVE) ? window.butterflyPage.livePause : window.butterflyPage.pause;
}

// Streamlit says on its outermost element whether the script is running. A text has arrived when a run that began after
// it was handed over is over.
function watchRuns() {
  document.addEventListener("focusout", (event) => {
    if (event.target !== dirty) return;
    dirty = null;
    handed = { field: event.target, text: event.target.value, at: performance.now(), began: false, busy: isRunning() };
  }, true);
  new MutationObserver(() => {
    if (!handed) return;
    if (isRunning()) handed.began = true;
    else if (handed.began) handed = null;
  }).observe(document.body, { attributes: true, subtree: true, attributeFilter: ["data-test-script-state"] });
}

function isRunning() {
  return !document.querySelector("[data-test-script-state=notRunning]");
}

// A press on a menu link takes the focus from a field, and Streamlit would drop the change of page in favour of the
// text, or the text in favour of the page. So the press waits until the text has arrived. One that does not arrive in
// time is put back when its field is shown again.
function letTypingArriveFirst() {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a[href]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (dirty?.isConnected) commit(dirty);
    if (!handed) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    let idleSince = Infinity;
    const follow = () => {
      const now = performance.now();
      idleSince = isRunning() ? Infinity : Math.min(idleSince, now);
      const settled = handed?.busy && now - idleSince > SETTLED_MILLISECONDS;
      const late = handed && now - handed.at > (isRunning() ? RUN_MILLISECONDS : START_MILLISECONDS);
      if (handed && !settled && !late) return setTimeout(follow, LOOK_MILLISECONDS);
      if (late) unsaved.set(slot(handed.field), { text: handed.text, left: handed.field });
      handed = null;
      link.click();
    };
    setTimeout(follow, LOOK_MILLISECONDS);
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
  return KEPT + (named ? [...named.classList].find((name) => name.startsWith("st-key-")) : "");
}

function takeUnsaved() {
  const names = Object.keys(sessionStorage).filter((name) => name.startsWith(KEPT));
  names.forEach((name) => unsaved.set(name, { text: sessionStorage.getItem(name), left: null }));
  names.forEach((name) => sessionStorage.removeItem(name));
}

// Streamlit's first answer may still set the field to what the server knew; until that is over, and unless the person
// types on, the text is put back again.
function putBack(name, text, triesLeft = 5) {
  const field = [...document.querySelectorAll(FIELDS)].find((candidate) => slot(candidate) === name);
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

function pickByNumber() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !/^[1-9]$/.test(event.key)) return;
    const path = event.composedPath();
    if (path.some((e) => e instanceof Element && (e.matches("input, textarea, select") || e.isContentEditable))) return;
    document.querySelector(`.bf-copy[data-pick="${event.key}"]`)?.click();
  });
}
