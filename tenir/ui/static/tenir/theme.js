// Light, dark or as the system says, before the first paint; and that scripts run.
(function () {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const asked = () => localStorage.getItem("theme") || "system";
  function paint() {
    const dark = asked() === "dark" || (asked() === "system" && system.matches);
    root.setAttribute("data-bs-theme", dark ? "dark" : "light");
    for (const button of document.querySelectorAll("[data-theme]"))
      button.setAttribute("aria-pressed", String(button.dataset.theme === asked()));
  }
  root.classList.add("js");
  paint();
  system.addEventListener("change", paint);
  document.addEventListener("DOMContentLoaded", paint);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme]");
    if (!button) return;
    localStorage.setItem("theme", button.dataset.theme);
    paint();
  });
})();
