// A clause's words on hover, focus or tap. Without this file the badge is a link to the text itself.
const words = new Map();
let box, shown, timer;

function panel() {
  if (!box) {
    box = document.createElement("div");
    box.className = "clause-words";
    box.id = "clause-words";
    box.popover = "manual";
    box.tabIndex = 0;
    box.setAttribute("role", "note");
    box.addEventListener("pointerenter", () => clearTimeout(timer));
    box.addEventListener("pointerleave", () => later(hide, 200));
    document.body.append(box);
  }
  return box;
}

function later(what, delay) {
  clearTimeout(timer);
  timer = setTimeout(what, delay);
}

async function told(badge) {
  const address = badge.dataset.words;
  if (!words.has(address)) words.set(address, fetch(address).then((r) => (r.ok ? r.text() : "")));
  return words.get(address);
}

function place(badge) {
  const from = badge.getBoundingClientRect();
  const left = Math.min(from.left, innerWidth - box.offsetWidth - 16);
  const below = from.bottom + 6;
  const fits = below + box.offsetHeight < innerHeight || from.top < box.offsetHeight + 12;
  box.style.left = `${Math.max(16, left)}px`;
  box.style.top = `${fits ? below : from.top - box.offsetHeight - 6}px`;
}

async function show(badge) {
  const text = await told(badge).catch(() => "");
  if (!text || badge !== shown) return;
  panel().innerHTML = text; // of our own address, written by our own templates
  badge.setAttribute("aria-describedby", "clause-words");
  badge.setAttribute("aria-expanded", "true");
  if (!box.matches(":popover-open")) box.showPopover();
  place(badge);
}

function hide() {
  if (shown) {
    shown.removeAttribute("aria-describedby");
    shown.setAttribute("aria-expanded", "false");
  }
  shown = null;
  if (box && box.matches(":popover-open")) box.hidePopover();
}

function meant(badge, delay) {
  if (badge === shown) return clearTimeout(timer);
  later(() => {
    hide();
    shown = badge;
    show(badge);
  }, delay);
}

const of = (event) => event.target.closest && event.target.closest("a.clause[data-words]");
document.addEventListener("pointerover", (event) => {
  const badge = of(event);
  if (badge && event.pointerType === "mouse") meant(badge, 150);
});
document.addEventListener("pointerout", (event) => of(event) && event.pointerType === "mouse" && later(hide, 250));
document.addEventListener("focusin", (event) => {
  const badge = of(event);
  if (badge && badge.matches(":focus-visible")) meant(badge, 0);
  else if (shown && !(box && box.contains(event.target))) later(hide, 0);
});
document.addEventListener("click", (event) => {
  const badge = of(event);
  // a first tap shows the words, a second one follows the link
  if (badge && !matchMedia("(hover: hover)").matches && badge !== shown) {
    event.preventDefault();
    meant(badge, 0);
  } else if (!badge && shown && !(box && box.contains(event.target))) hide();
});
document.addEventListener("keydown", (event) => event.key === "Escape" && shown && hide());
addEventListener("scroll", () => shown && box && place(shown), { passive: true });
