// The editor of a draft: checked while it is written, a mistake leads to its line. Without this
// file, the button "Check" does the same.
const form = document.querySelector("form[data-checked-by]");
const PAUSE = 700; // milliseconds without a key
let timer;
let asking;

async function check() {
  asking?.abort();
  asking = new AbortController();
  const told = new FormData();
  told.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  for (const text of form.querySelectorAll("[data-edited]")) told.append(text.name, text.value);
  const answer = await fetch(form.dataset.checkedBy, { method: "POST", body: told, signal: asking.signal }).catch(() => null);
  if (!answer || !answer.ok) return;
  const drawn = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-mistakes]");
  const shown = document.querySelector("[data-mistakes]");
  if (drawn && shown) shown.replaceChildren(...drawn.childNodes); // the live region itself stays
}

function tellCaret(text) {
  const told = text.parentElement.querySelector("[data-caret]");
  const before = text.value.slice(0, text.selectionStart).split("\n");
  told.textContent = told.dataset.caret.replace("{line}", before.length).replace("{column}", before.at(-1).length + 1);
}

function lead(text, line, column) {
  text.closest("details").open = true;
  const lines = text.value.split("\n");
  const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  const end = start + (lines[line - 1] || "").length;
  text.focus();
  text.setSelectionRange(Math.min(start + column - 1, end), end);
  const height = parseFloat(getComputedStyle(text).lineHeight);
  text.scrollTop = Math.max(0, (line - 4) * height);
  text.scrollLeft = 0;
  text.scrollIntoView({ block: "center" });
}

if (form) {
  for (const text of form.querySelectorAll("[data-edited]")) {
    text.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(check, PAUSE);
    });
    for (const name of ["keyup", "click", "focus"]) text.addEventListener(name, () => tellCaret(text));
  }
  form.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-line]");
    const text = link && document.getElementById(link.hash.slice(1));
    if (!text) return;
    event.preventDefault();
    lead(text, Math.max(1, Number(link.dataset.line)), Math.max(1, Number(link.dataset.column)));
    tellCaret(text);
  });
}
