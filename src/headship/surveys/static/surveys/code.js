// Reads the personal code behind the # of a link, removes it from the address and
// sends it. The code never travels in a path or a query.
//
// data-code-form: the form; data-code: its input.

const form = document.querySelector("[data-code-form]");
const code = decodeURIComponent(window.location.hash.slice(1));

if (form && code) {
  window.history.replaceState(null, "", window.location.pathname);
  form.querySelector("[data-code]").value = code;
  form.requestSubmit();
}
