// What may answer what is being written: asked again when one pauses, drawn beside the form. Without
// this file the next step shows it.
const form = document.querySelector("form[data-known-by]");
const place = document.querySelector("[data-known]");
const told = document.querySelector("[data-known-told]");
const PAUSE = 700; // milliseconds without a key
let timer;
let asking;
let last;

async function ask() {
  const words = new FormData();
  for (const field of form.querySelectorAll("input[type=text], textarea")) words.append(field.name, field.value);
  const now = JSON.stringify([...words]);
  if (now === last) return;
  last = now;
  words.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  asking?.abort();
  asking = new AbortController();
  const answer = await fetch(form.dataset.knownBy, { method: "POST", body: words, signal: asking.signal }).catch(() => null);
  if (!answer || !answer.ok || answer.redirected) return;
  const drawn = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-known-now]");
  if (!drawn || place.contains(document.activeElement)) return; // nobody's place in it is lost
  place.replaceChildren(drawn);
  tell(drawn);
}

function tell(drawn) {
  const said = drawn?.dataset.knownSaid || "";
  if (told.textContent !== said) told.textContent = said; // a screen reader hears what is new alone
  told.hidden = !said;
}

if (form && place) {
  tell(place.querySelector("[data-known-now]"));
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
}
