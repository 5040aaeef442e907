// Keyboard shortcuts: any element with data-key ("n", or "g c" for one key after the other).
// They can be turned off (WCAG 2.1.4) in the dialog that "?" opens.
const dialog = document.getElementById("keys");
const off = () => localStorage.getItem("keys") === "off";
let typed = "", timer;

const held = (element) => element.closest("input, textarea, select, [contenteditable], dialog[open]");

function listed() {
  const list = dialog.querySelector("dl");
  list.replaceChildren();
  for (const element of document.querySelectorAll("[data-key]")) {
    const term = document.createElement("dt");
    for (const key of element.dataset.key.split(" ")) {
      const drawn = document.createElement("kbd");
      drawn.textContent = key;
      term.append(drawn, " ");
    }
    const meaning = document.createElement("dd");
    meaning.textContent = element.dataset.keyWords || element.getAttribute("aria-label") || element.textContent.trim();
    list.append(term, meaning);
  }
}

function press(element) {
  element.focus(); // Tab goes on from it, to what it opens
  if (!element.matches("input, textarea, select")) element.click();
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || held(event.target)) return;
  if (event.key === "?" && dialog) {
    listed();
    dialog.showModal();
    return;
  }
  if (off() || event.key.length !== 1) return;
  const keys = [...document.querySelectorAll("[data-key]")];
  const asked = typed ? `${typed} ${event.key}` : event.key;
  const found = keys.find((element) => element.dataset.key === asked);
  clearTimeout(timer);
  typed = "";
  if (found) {
    event.preventDefault();
    press(found);
  } else if (keys.some((element) => element.dataset.key.startsWith(`${asked} `))) {
    typed = asked;
    timer = setTimeout(() => (typed = ""), 1200);
  }
});

const turned = dialog?.querySelector("input[type=checkbox]");
if (turned) {
  turned.checked = !off();
  turned.addEventListener("change", () => localStorage.setItem("keys", turned.checked ? "on" : "off"));
}
document.addEventListener("click", (event) => {
  if (dialog && event.target.closest("[data-keys-open]")) {
    listed();
    dialog.showModal();
  }
});
