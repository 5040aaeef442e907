// The search box as a combobox: "/" or Ctrl-K opens it, arrows choose, Enter goes, Escape leaves.
(function () {
  "use strict";
  const form = document.querySelector("[data-palette]");
  if (!form) return;
  const input = form.querySelector("input");
  const list = form.querySelector("[role=listbox]");
  let asked = 0;
  let timer = 0;
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-autocomplete", "list");
  shown(false);

  function shown(open) {
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    if (!open) input.removeAttribute("aria-activedescendant");
  }
  function options() {
    return [...list.querySelectorAll("[role=option]")];
  }
  function choose(index) {
    options().forEach((option, at) => {
      option.id = "palette-" + at;
      option.setAttribute("aria-selected", String(at === index));
      if (at !== index) return;
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    });
  }
  function chosen() {
    return options().findIndex((option) => option.getAttribute("aria-selected") === "true");
  }
  async function ask() {
    const mine = ++asked;
    const answer = await fetch(form.dataset.palette + "?q=" + encodeURIComponent(input.value), {
      headers: { "X-Requested-With": "fetch" },
    }).catch(() => null);
    if (mine !== asked || !answer || !answer.ok || answer.redirected) return;
    list.innerHTML = await answer.text();
    shown(document.activeElement === input);
    input.removeAttribute("aria-activedescendant");
  }
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[data-press]");
    if (!option) return;
    event.preventDefault(); // a button of this page does it
    shown(false);
    document.querySelector(option.dataset.press)?.click();
  });
  input.addEventListener("focus", ask);
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 120);
  });
  input.addEventListener("blur", () => setTimeout(() => {
    if (!form.contains(document.activeElement)) shown(false);
  }, 150));
  input.addEventListener("keydown", (event) => {
    const count = options().length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!count) return;
      shown(true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      const from = chosen() < 0 && step < 0 ? 0 : chosen();
      choose((from + step + count) % count);
    } else if (event.key === "Enter" && !list.hidden && chosen() >= 0) {
      event.preventDefault();
      options()[chosen()].click();
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (list.hidden) input.blur();
      shown(false);
    }
  });
  document.addEventListener("keydown", (event) => {
    const writing = event.target.closest("input, textarea, select, [contenteditable]");
    const slash = event.key === "/" && !writing && !event.ctrlKey && !event.metaKey && !event.altKey;
    const k = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
    if (!slash && !k) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
})();
