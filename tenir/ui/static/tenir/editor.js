// The editor of a draft: checked while it is written and when a file is chosen, a mistake leads to
// its line. Without this file, the button "Check" does the same.
const form = document.querySelector("form[data-checked-by]");
const PAUSE = 700; // milliseconds without a key
const LARGEST = 1 << 20; // bytes of a file that is taken: the server says so of a larger one
const written = new Map(); // what stood in a text before a file stood in for it
let timer;
let asking;

const files = () => form.querySelectorAll("input[type=file]");
const beside = (file) => form.elements[file.name.replace("file-", "")];

async function check() {
  clearTimeout(timer);
  asking?.abort();
  asking = new AbortController();
  const told = new FormData();
  told.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  for (const text of form.querySelectorAll("[data-edited]")) told.append(text.name, text.value);
  for (const file of files()) if (file.files[0]) told.append(file.name, file.files[0]);
  const answer = await fetch(form.dataset.checkedBy, { method: "POST", body: told, signal: asking.signal }).catch(() => null);
  if (!answer || !answer.ok) return;
  const drawn = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-mistakes]");
  const shown = document.querySelector("[data-mistakes]");
  if (drawn && shown) shown.replaceChildren(...drawn.childNodes); // the live region itself stays
}

// A file that is chosen is shown in the place of the text, so that a mistake leads to its line; one
// that is not chosen after all gives the text back.
async function standIn(file) {
  const text = beside(file);
  const given = file.files[0];
  if (!written.has(text)) written.set(text, text.value);
  if (!given) text.value = written.get(text);
  else if (given.size <= LARGEST) text.value = await given.text();
  await check();
}

// Who writes on in the text of a file goes on from there: what is written counts, the file no more.
function writeOn(text) {
  written.delete(text);
  for (const file of files()) if (beside(file) === text) file.value = "";
  clearTimeout(timer);
  timer = setTimeout(check, PAUSE);
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
    text.addEventListener("input", () => writeOn(text));
    for (const name of ["keyup", "click", "focus"]) text.addEventListener(name, () => tellCaret(text));
  }
  for (const file of files()) file.addEventListener("change", () => standIn(file));
  form.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-line]");
    const text = link && document.getElementById(link.hash.slice(1));
    if (!text) return;
    event.preventDefault();
    lead(text, Math.max(1, Number(link.dataset.line)), Math.max(1, Number(link.dataset.column)));
    tellCaret(text);
  });
}
