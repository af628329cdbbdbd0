/*
 * Makes and uses passkeys.
 *
 * data-passkey="create" or "get" on a form with a field named credential.
 * data-options: the server's options as JSON; or data-options-url: where to fetch them.
 * data-passkey-start on the button that begins.
 * data-passkey-problem: where a problem is told, in its data-refused or data-failed words.
 * data-passkey-missing: hidden as soon as passkeys can be used.
 */

const toBytes = (text) => {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
};

const toText = (buffer) => {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
};

const withBytes = (list) => list?.map((one) => ({ ...one, id: toBytes(one.id) }));

const readOptions = async (form) => {
  if (form.dataset.options) return JSON.parse(form.dataset.options).publicKey;
  const answer = await fetch(form.dataset.optionsUrl, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
  return (await answer.json()).request_options.publicKey;
};

const create = (form, options) => {
  const alone = form.elements.passwordless;
  const selection = { ...options.authenticatorSelection };
  if (alone) {
    selection.residentKey = alone.checked ? "required" : "discouraged";
    selection.requireResidentKey = alone.checked;
    if (alone.checked) selection.userVerification = "required";
  }
  return navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: toBytes(options.challenge),
      user: { ...options.user, id: toBytes(options.user.id) },
      excludeCredentials: withBytes(options.excludeCredentials),
      authenticatorSelection: selection,
    },
  });
};

const get = (_form, options) =>
  navigator.credentials.get({
    publicKey: {
      ...options,
      challenge: toBytes(options.challenge),
      allowCredentials: withBytes(options.allowCredentials),
    },
  });

const PARTS = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];

const asJson = (credential) => {
  const response = {};
  for (const part of PARTS) {
    if (credential.response[part]) response[part] = toText(credential.response[part]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return JSON.stringify({
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  });
};

const start = async (form) => {
  const problem = form.querySelector("[data-passkey-problem]");
  problem.hidden = true;
  try {
    const options = await readOptions(form);
    const make = form.dataset.passkey === "create" ? create : get;
    form.elements.credential.value = asJson(await make(form, options));
    form.submit();
  } catch (error) {
    const isRefused = error instanceof DOMException;
    problem.textContent = isRefused ? problem.dataset.refused : problem.dataset.failed;
    problem.hidden = false;
    if (!isRefused) throw error;
  }
};

for (const form of document.querySelectorAll("[data-passkey]")) {
  const button = form.querySelector("[data-passkey-start]");
  const isPossible = Boolean(window.PublicKeyCredential);
  button.disabled = !isPossible;
  form.querySelector("[data-passkey-missing]").hidden = isPossible;
  button.addEventListener("click", () => start(form));
}
