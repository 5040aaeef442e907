// Asks "are you sure?" in a dialog. Without this file the server asks by a page.
const dialog = document.getElementById("confirm");
let pending, agreed;

document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!dialog || !button || !button.dataset.confirm || button === agreed) return;
  event.preventDefault();
  pending = button;
  dialog.querySelector("[data-question]").textContent = button.dataset.confirm;
  dialog.querySelector("[data-follows]").textContent = button.dataset.follows || "";
  const yes = dialog.querySelector("[value=yes]");
  yes.textContent = button.dataset.yes || button.textContent.trim();
  yes.className = button.dataset.tone === "plain" ? "btn btn-primary" : "btn btn-danger";
  dialog.returnValue = "";
  dialog.showModal();
});

if (dialog)
  dialog.addEventListener("close", () => {
    if (dialog.open) return; // told late: the next question is asked already
    const button = pending;
    if (dialog.returnValue === "yes" && button) {
      const sure = Object.assign(document.createElement("input"), { type: "hidden", name: "sure", value: "yes" });
      button.form.append(sure);
      agreed = button; // this one goes through
      button.form.requestSubmit(button);
      agreed = null;
    } else if (button) button.focus();
    pending = null;
  });
