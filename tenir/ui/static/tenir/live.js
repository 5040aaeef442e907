// A page that changes while it is open: its part is asked again, and drawn where it has changed.
// Words kept ready are put into what is being written.
const place = document.querySelector("[data-live]");
const writing = document.querySelector("[data-writing]");
const EVERY = 15000;
let tag, timer;

async function ask() {
  clearTimeout(timer);
  const headers = tag ? { "If-None-Match": tag } : {};
  const answer = await fetch(address(), { headers }).catch(() => null);
  if (answer?.redirected || (answer && answer.status >= 400)) return; // no more for this reader
  if (answer?.status === 200) {
    const text = await answer.text();
    if (tag || !place.textContent.trim()) draw(new DOMParser().parseFromString(text, "text/html"));
    tag = answer.headers.get("ETag");
  }
  again();
}

function address() {
  const at = new URL(place.dataset.live, location);
  const said = writing && document.activeElement === writing && writing.value;
  if (writing) at.searchParams.set("writing", said ? "1" : "");
  return at;
}

function draw(drawn) {
  if (place.dataset.draws === "rows") rows(drawn);
  else place.replaceChildren(...drawn.body.childNodes);
}

// The rows of a list: what is chosen, and where one stands, stay; what came or went is said.
function rows(drawn) {
  const [body, fresh] = [place, drawn].map((each) => each.querySelector("tbody"));
  const typing = document.activeElement?.matches("input, select, textarea");
  if (!body !== !fresh && !typing) return location.reload(); // the first came, or the last went
  if (!body || !fresh) return;
  const lead = (row) => row?.querySelector("td.lead a")?.getAttribute("href");
  const all = (within) => [...within.rows].map(lead).join();
  const chosen = new Set([...body.querySelectorAll("[name=pick]:checked")].map((box) => box.value));
  const focused = document.activeElement;
  const here = body.contains(focused) ? [lead(focused.closest("tr")), focused.name] : null;
  const moved = all(body) !== all(fresh);
  body.replaceChildren(...fresh.childNodes);
  for (const box of body.querySelectorAll("[name=pick]")) box.checked = chosen.has(box.value);
  if (here) {
    const row = [...body.rows].find((each) => lead(each) === here[0]);
    row?.querySelector(here[1] ? `[name=${here[1]}]` : "td.lead a")?.focus();
  }
  const [foot, count] = [place, drawn].map((each) => each.querySelector(".list-foot > span"));
  if (foot && count) foot.textContent = count.textContent;
  const told = document.querySelector("[data-changed]");
  if (told) told.textContent = moved ? told.dataset.changed : "";
}

const again = () => (timer = setTimeout(() => (document.hidden ? again() : ask()), EVERY));
if (place) {
  ask();
  window.addEventListener("focus", ask);
}

document.addEventListener("click", (event) => {
  const words = event.target.closest("[data-puts]");
  if (!words || !writing) return;
  event.preventDefault();
  writing.setRangeText(words.dataset.puts, writing.selectionStart, writing.selectionEnd, "end");
  writing.focus();
});
