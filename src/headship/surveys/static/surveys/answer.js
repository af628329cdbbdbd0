// Saves answers while a rater is on a page, and says so.
//
// data-autosave: the form, its value is the address to save to;
// data-autosave-status: where the state is said.

const PAUSE = 500; // Milliseconds after the last change.
const form = document.querySelector("[data-autosave]");
const status = document.querySelector("[data-autosave-status]");
let timer = 0;

function say(state) {
  status.textContent = status.dataset[state] ?? "";
}

async function save() {
  say("saving");
  try {
    const response = await fetch(form.dataset.autosave, {
      method: "POST",
      body: new FormData(form),
      headers: { Accept: "application/json" },
      keepalive: true,
    });
    say(response.ok && !response.redirected ? "saved" : "failed");
  } catch {
    say("failed"); // Offline: the answers stay on the page and go with "Continue".
  }
}

form?.addEventListener("input", () => {
  window.clearTimeout(timer);
  timer = window.setTimeout(save, PAUSE);
});
