/*
 * Brings the code of an invitation from the link's fragment, which no server ever sees.
 *
 * data-code-from-link on a form: its field "code" is filled from the fragment and sent.
 */

const form = document.querySelector("form[data-code-from-link]");
const code = decodeURIComponent(location.hash.slice(1));

if (form && code) {
  history.replaceState(null, "", location.pathname);
  form.elements.code.value = code;
  form.requestSubmit();
}
