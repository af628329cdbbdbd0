/*
 * What every page shares.
 *
 * data-menu on <details>: closes with Escape, with a click elsewhere, and when another opens.
 * data-focus-first: receives the focus when the page is shown (a form's errors).
 * data-search: the field that the key "/" leads to.
 * data-sample: what lies in it is only shown, it takes no focus.
 * data-scroll: a region that may be wider than the screen.
 * data-announcement: says so when a part of the page could not be loaded.
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

const takesText = (element) => element.matches("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  const field = document.querySelector("[data-search]");
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!field || !field.checkVisibility() || takesText(event.target)) return;
  event.preventDefault();
  field.focus();
});

/* A form is sent once: a second click while the answer is on its way sends nothing. */
const SENDING_MS = 8000; // Then it may be tried again; a download leaves the page as it was.
const sending = new WeakSet();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (sending.has(form)) {
    event.preventDefault();
    return;
  }
  sending.add(form);
  setTimeout(() => sending.delete(form), SENDING_MS);
});

/* Who comes back to a page finds its forms ready. */
window.addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form").forEach((form) => sending.delete(form));
});

const announcement = document.querySelector("[data-announcement]");

for (const failure of ["htmx:response:error", "htmx:error"]) {
  document.addEventListener(failure, () => {
    announcement.textContent = announcement.dataset.announcement;
  });
}

document.addEventListener("htmx:before:request", () => {
  announcement.textContent = "";
});

/* A part that leads to signing in is a page of its own, not a part. */
document.addEventListener("htmx:after:request", (event) => {
  const answer = event.detail.ctx.response.raw;
  if (!answer.redirected || !new URL(answer.url).pathname.startsWith("/accounts/")) return;
  event.preventDefault();
  window.location.assign(window.location.href);
});

/* A table that is wider than the screen fades out and can be reached by keyboard. */
const showWidth = (region) => {
  const isWide = region.scrollWidth > region.clientWidth + 1;
  const isAtEnd = region.scrollLeft + region.clientWidth >= region.scrollWidth - 1;
  region.toggleAttribute("data-more", isWide && !isAtEnd);
  if (isWide) region.tabIndex = 0;
  else region.removeAttribute("tabindex");
};

const widths = new ResizeObserver((entries) => entries.forEach((entry) => showWidth(entry.target)));

const watchTables = (root) => {
  for (const region of root.querySelectorAll("[data-scroll]")) {
    widths.observe(region);
    region.addEventListener("scroll", () => showWidth(region), { passive: true });
  }
};

watchTables(document);
document.addEventListener("htmx:after:swap", () => watchTables(document));

document.querySelector("[data-focus-first]:not([data-sample] *)")?.focus();
