// A page that changes while it is open: its part is asked again, and drawn where it has changed.
// Words kept ready are put into what is being written.
const place = document.querySelector("[data-live]");
const writing = document.querySelector("[data-writing]");
const EVERY = 15000;
let tag, timer;

async function ask() {
  clearTimeout(timer);
  const said = writing && document.activeElement === writing && writing.value ? "1" : "";
  const headers = tag ? { "If-None-Match": tag } : {};
  const answer = await fetch(`${place.dataset.live}?writing=${said}`, { headers }).catch(() => null);
  if (answer?.redirected || (answer && answer.status >= 400)) return; // no more for this reader
  if (answer?.status === 200) {
    if (tag || !place.textContent.trim()) draw(await answer.text());
    tag = answer.headers.get("ETag");
  }
  again();
}

function draw(text) {
  const drawn = new DOMParser().parseFromString(text, "text/html");
  place.replaceChildren(...drawn.body.childNodes);
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
