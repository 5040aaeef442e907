// A list by keys: its buttons (data-rows) go from row to row and choose them; what is to be done
// is done with the row that has the focus where none is chosen.
const boxes = () => [...document.querySelectorAll("input[name=pick]")];
const leads = () => [...document.querySelectorAll("td.lead a")];
const row = () => document.activeElement?.closest("tbody tr");
const bulk = document.getElementById("bulk");

function step(by) {
  const all = leads();
  const now = all.indexOf(row()?.querySelector("td.lead a"));
  const next = now < 0 ? (by > 0 ? 0 : all.length - 1) : now + by;
  all[Math.min(Math.max(next, 0), all.length - 1)]?.focus();
}

function tell() {
  const chosen = boxes().filter((box) => box.checked).length;
  const place = bulk?.querySelector("[data-chosen]");
  if (place) place.textContent = chosen || "";
}

const acts = {
  next: () => step(1),
  previous: () => step(-1),
  choose: () => {
    const box = row()?.querySelector("input[name=pick]");
    if (box) box.checked = !box.checked;
  },
  all: () => {
    const wanted = boxes().some((box) => !box.checked);
    for (const box of boxes()) box.checked = wanted;
  },
};

let last;
document.addEventListener("focusin", () => (last = row() || (document.activeElement?.closest("#bulk") ? last : null)));
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-rows]");
  if (button) acts[button.dataset.rows]?.();
  tell();
});
bulk?.addEventListener("submit", () => {
  const box = last?.isConnected ? last.querySelector("input[name=pick]") : null;
  if (box && !boxes().some((each) => each.checked)) box.checked = true;
});
