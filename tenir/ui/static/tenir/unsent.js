// What is typed is kept as a draft when one pauses, and when the page is left: a closed tab loses
// nothing. Without this file nothing is kept before it is sent.
const PAUSE = 1200; // milliseconds without a key

function typed(form) {
  const words = new FormData();
  for (const field of form.elements) {
    if (!field.name || ["file", "hidden", "submit", "button"].includes(field.type)) continue;
    if (["radio", "checkbox"].includes(field.type) && !field.checked) continue;
    words.append(field.name, field.value);
  }
  return words;
}

for (const form of document.querySelectorAll("form[data-unsent-at]")) {
  const told = form.querySelector("[data-unsent-told]");
  const now = () => JSON.stringify([...typed(form)]);
  let last = now();
  let timer;

  const keep = async (leaving) => {
    clearTimeout(timer);
    const wanted = now();
    if (wanted === last) return;
    last = wanted;
    const words = typed(form);
    words.append("place", form.elements.unsent.value);
    words.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    const answer = await fetch(form.dataset.unsentAt, { method: "POST", body: words, keepalive: leaving }).catch(() => null);
    if (!answer || !answer.ok || answer.redirected) last = ""; // tried again at the next pause
    else told.textContent = await answer.text();
  };

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE, false);
  });
  form.addEventListener("submit", () => keep(true));
  window.addEventListener("pagehide", () => keep(true));
  document.addEventListener("visibilitychange", () => document.hidden && keep(true));
}
