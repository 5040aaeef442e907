// Small things of every page: toasts pass, work in progress is asked again, errors are focused.
for (const toast of document.querySelectorAll(".toast-note")) {
  const close = () => toast.remove();
  toast.querySelector("button")?.addEventListener("click", close);
  if (!toast.classList.contains("passing")) continue;
  let timer = setTimeout(close, 8000);
  for (const name of ["pointerenter", "focusin"]) toast.addEventListener(name, () => clearTimeout(timer));
  for (const name of ["pointerleave", "focusout"])
    toast.addEventListener(name, () => (timer = setTimeout(close, 4000)));
}

document.querySelector(".card:not(.sample) .error-summary")?.focus();

async function again(work) {
  const answer = await fetch(work.dataset.poll, { headers: { "X-Part": "progress" } }).catch(() => null);
  if (answer && answer.ok) {
    const drawn = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".work");
    if (drawn) {
      work.replaceWith(drawn);
      work = drawn;
    }
  }
  follow(work);
}
function follow(work) {
  if (work.dataset.poll) setTimeout(() => again(work), Number(work.dataset.every || 2) * 1000);
}
document.querySelectorAll(".work[data-poll]").forEach(follow);

for (const select of document.querySelectorAll("select[data-submits]"))
  select.addEventListener("change", () => select.form.requestSubmit());

for (const group of document.querySelectorAll("[data-boxes]")) {
  const [whole, ...each] = group.querySelectorAll("input[type=checkbox]");
  const told = group.querySelector("[data-chosen]");
  const tick = (ticked) => each.forEach((box) => (box.checked = ticked));
  const tell = () => {
    const chosen = each.filter((box) => box.checked).length;
    told.textContent = chosen;
    whole.checked = chosen === each.length;
    whole.indeterminate = chosen > 0 && !whole.checked;
  };
  whole.addEventListener("change", () => (tick(whole.checked), tell()));
  for (const box of each) box.addEventListener("change", tell);
  if (whole.checked) tick(true);
  tell();
}
