"use strict";
const words = document.body.dataset;
const iso = (day) => [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
const now = new Date();
const near = { [iso(now)]: words.today, [iso(new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1))]: words.tomorrow };
for (const day of document.querySelectorAll("[data-day]")) day.textContent = near[day.dataset.day] ?? day.textContent;

// A page opened from a file or over plain http may not use the clipboard; selecting and copying works everywhere.
const copySelected = (element) => {
  const range = document.createRange();
  range.selectNodeContents(element);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  return document.execCommand("copy");
};
const copy = async (element) => {
  try {
    await navigator.clipboard.writeText(element.textContent);
    return true;
  } catch {
    return copySelected(element);
  }
};
// Ticks outlive a reload where the browser keeps anything for this page.
const kept = (key, value) => {
  try {
    if (value === undefined) return localStorage.getItem(key) === "1";
    localStorage.setItem(key, value ? "1" : "0");
  } catch { /* it keeps nothing */ }
  return Boolean(value);
};
for (const article of document.querySelectorAll("article")) {
  const button = article.querySelector("button");
  button.addEventListener("click", async () => {
    const done = await copy(article.querySelector(".text"));
    button.textContent = done ? words.copied : words.copyFailed;
    button.className = done ? "done" : "failed";
  });
  const tick = article.querySelector("input");
  const key = `butterfly.sent.${article.dataset.item}`;
  tick.checked = kept(key);
  tick.addEventListener("change", () => kept(key, tick.checked));
}
