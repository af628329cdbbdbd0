/*
 * What every page shares.
 *
 * data-menu on <details>: closes with Escape, with a click elsewhere, and when another opens.
 * data-focus-first: receives the focus when the page is shown (a form's errors).
 * data-sample: what lies in it is only shown, it takes no focus.
 * data-announcement: is told of a part that could not be loaded.
 */

const openMenus = () => document.querySelectorAll("details[data-menu][open]");

document.addEventListener("click", (event) => {
  for (const menu of openMenus()) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    const hadFocus = menu.contains(document.activeElement);
    menu.open = false;
    if (hadFocus) menu.querySelector("summary").focus();
  }
});

document.addEventListener("htmx:after:request", (event) => {
  const status = event.detail?.ctx?.response?.raw?.status;
  if (!status || status < 400) return;
  const place = document.querySelector("[data-announcement]");
  place.textContent = place.dataset.announcement;
  place.hidden = false;
});

document.querySelector("[data-focus-first]:not([data-sample] *)")?.focus();
