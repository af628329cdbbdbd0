// Verifies a badge with Digital Bazaar's libraries and prints "verified" or why not.
//
//   npm install --no-save @digitalbazaar/data-integrity jsonld-signatures \
//     @digitalbazaar/eddsa-rdfc-2022-cryptosuite @digitalbazaar/ed25519-multikey
//   node verify.mjs BADGE.json CONTEXTS_FOLDER
import { readFileSync } from "node:fs";
import { DataIntegrityProof } from "@digitalbazaar/data-integrity";
import * as Ed25519Multikey from "@digitalbazaar/ed25519-multikey";
import { cryptosuite } from "@digitalbazaar/eddsa-rdfc-2022-cryptosuite";
import signatures from "jsonld-signatures";

const [badgePath, contexts] = process.argv.slice(2);
const badge = JSON.parse(readFileSync(badgePath, "utf8"));
const files = {
  "https://www.w3.org/ns/credentials/v2":
    "credentials-context-3.2.0/credentials-v2.json",
  "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json":
    "open-badges-context-3.0.0/open-badges-3.0.3.json",
  "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json":
    "open-badges-context-3.0.0/open-badges-extensions.json",
};

async function documentLoader(url) {
  if (url in files) {
    const text = readFileSync(`${contexts}/${files[url]}`, "utf8");
    return { contextUrl: null, documentUrl: url, document: JSON.parse(text) };
  }
  const [controller, publicKeyMultibase] = url.split("#");
  if (!controller.startsWith("did:key:")) throw new Error(`Not held: ${url}`);
  const method = await Ed25519Multikey.from({
    type: "Multikey",
    id: `${controller}#${controller.slice(8)}`,
    controller,
    publicKeyMultibase: publicKeyMultibase ?? controller.slice(8),
  });
  const key = await method.export({ publicKey: true, includeContext: true });
  const holder = {
    "@context": ["https://www.w3.org/ns/did/v1"],
    id: controller,
    assertionMethod: [key.id],
  };
  const document = publicKeyMultibase ? key : holder;
  return { contextUrl: null, documentUrl: url, document };
}

const result = await signatures.verify(badge, {
  suite: new DataIntegrityProof({ cryptosuite }),
  purpose: new signatures.purposes.AssertionProofPurpose(),
  documentLoader,
});
console.log(result.verified ? "verified" : result.error);
process.exit(result.verified ? 0 : 1);
