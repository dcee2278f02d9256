// <broadsheet-article> for those who bundle: `import { define } from "…/embed.mjs"`. The element itself stays with its
// publisher, so that it always fits the stories there.

const TAG = "broadsheet-article";

/**
 * Defines the element, and says when it is defined. `address` is that of the publisher's embed.js, as a TrustedScriptURL
 * where the page wants one; a bundler that moves this file has to be told. Does nothing where there are no elements, as
 * when a page is rendered on a server.
 */
export async function define(address = new URL("embed.js", import.meta.url).href) {
  if (typeof customElements === "undefined" || customElements.get(TAG)) return;
  const script = Object.assign(document.createElement("script"), { src: address, async: true });
  await new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = () => reject(new Error(`${address} did not load`));
    document.head.append(script);
  }).finally(() => script.remove());
}
