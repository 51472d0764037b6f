// What is found in a text is shown as soon as its typing pauses: the server is asked for it (`live_check.py`), and only
// then Streamlit's own run is let go, which brings the same and the buttons. Where the server does not answer, that run
// is all there is, as for every other field.
const RUN_WAITS_MILLISECONDS = 150;
const ANSWER_MILLISECONDS = 3000;
const typing = new WeakSet(); // fields between a key and the pause after it, also while a character is composed
const asking = new Map(); // field → how to stop its request
const answers = new Map(); // field → { text, shown, run }: what stands in the place of what the last run brought
const scrolled = new Map(); // a field's class → how far down its marked text was read
const scrolledBoxes = new WeakSet();

function typesOn(field) {
  typing.add(field);
  asking.get(field)?.abort();
  asking.delete(field);
}

// The pause after typing: ask, show, and let the run go; a text that is typed on meanwhile comes to its own pause.
async function pauses(field, letRunGo) {
  typing.delete(field);
  const place = placeOf(field);
  if (!place) return letRunGo();
  const text = field.value, request = new AbortController();
  asking.set(field, request);
  const waited = setTimeout(letRunGo, RUN_WAITS_MILLISECONDS);
  const late = setTimeout(() => request.abort(), ANSWER_MILLISECONDS);
  let found = null;
  try {
    found = await ask(text, place.dataset, request.signal);
  } catch { /* refused, broken or too late: what the run brings is shown */ }
  clearTimeout(late);
  if (asking.get(field) !== request) return clearTimeout(waited);
  asking.delete(field);
  if (found && field.value === text) put(field, text, found);
  else takeBack(field);
  clearTimeout(waited);
  letRunGo();
}

async function ask(text, { question, seal }, signal) {
  const answer = await fetch(window.butterflyPage.live, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ text, question, seal }),
    credentials: "same-origin", redirect: "error", signal,
  });
  if (!answer.ok) throw new Error(answer.status);
  const box = document.createElement("template");
  box.innerHTML = (await answer.json()).html;
  return box.content.querySelector(".bf-found");
}

function placeOf(field) {
  const name = [...(field.closest(LIVE)?.classList ?? [])].find((each) => each.startsWith("st-key-live-"));
  return name && [...document.querySelectorAll(".bf-live")].find((place) => place.dataset.field === name);
}

function put(field, text, shown) {
  const now = placeOf(field)?.querySelector(".bf-found"), before = answers.get(field);
  if (!now || now.dataset.about === shown.dataset.about) return;
  answers.set(field, { text, shown, run: now === before?.shown ? before.run : now });
  now.replaceWith(shown);
}

function takeBack(field) {
  const answer = answers.get(field);
  if (answer?.shown.isConnected) answer.shown.replaceWith(answer.run);
  answers.delete(field);
}

// A run that was let go for an older text may arrive after a newer answer; the newer one stays. Once a run brings the
// same text, or the field holds a text that nobody typed, what the run says is shown. All before the browser paints.
function keepTheNewest() {
  const look = () => {
    scrollAsBefore();
    for (const [field, { text, shown }] of answers) {
      const now = field.isConnected && placeOf(field)?.querySelector(".bf-found");
      const waiting = typing.has(field) || asking.has(field);
      if (!now || (!waiting && field.value !== text)) takeBack(field);
      else if (now === shown) continue;
      else if (now.dataset.about === shown.dataset.about) answers.delete(field);
      else {
        answers.get(field).run = now;
        now.replaceWith(shown);
      }
    }
  };
  document.addEventListener("scroll", ({ target }) => {
    const place = target instanceof Element && target.matches(".bf-checked") && target.closest(".bf-live");
    if (place) scrolled.set(place.dataset.field, target.scrollTop);
  }, true);
  new MutationObserver(look).observe(document.body, {
    childList: true, subtree: true, attributes: true, attributeFilter: ["data-test-script-state"],
  });
}

// A marked text that is put in the place of another is shown from where that one was read.
function scrollAsBefore() {
  for (const box of document.querySelectorAll(".bf-live .bf-checked")) {
    if (scrolledBoxes.has(box) || !box.clientHeight) continue;  // what is not drawn yet cannot be scrolled
    scrolledBoxes.add(box);
    const down = scrolled.get(box.closest(".bf-live").dataset.field);
    if (down) box.scrollTop = down;
  }
}
