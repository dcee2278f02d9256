// <broadsheet-article> for those who bundle: `import { define } from "…/embed.mjs"`. The element itself stays with its
// publisher, so that it always fits the articles there.

const TAG = "broadsheet-article";

// This is a constant, since bundlers take `new URL(…, import.meta.url)` for one of the host's own files, and look for it.
const HERE = import.meta.url;

/**
 * Scripts under way by their addresses, each fetched once however many components ask for it.
 * @type {Map<string, Promise<void>>}
 */
const scripts = new Map();

/**
 * Defines the element, and says when it is defined. `address` is that of the publisher's embed.js, as a TrustedScriptURL
 * where the page wants one; a bundler that moves this file has to be told. Does nothing where there are no elements, as
 * when a page is rendered on a server.
 * @type {typeof import("./embed.mjs").define}
 */
export async function define(address = new URL("embed.js", HERE).href) {
  if (typeof customElements === "undefined" || customElements.get(TAG)) return;
  const key = `${address}`;
  if (!scripts.has(key)) scripts.set(key, load(address).finally(() => scripts.delete(key)));
  await scripts.get(key);
}

/** @param {Parameters<typeof define>[0]} address */
async function load(address) {
  const script = Object.assign(document.createElement("script"), { src: address, async: true });
  await new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = () => reject(new Error(`${address} did not load`));
    document.head.append(script);
  }).finally(() => script.remove());
}

/**
 * Listens to an element, and returns a function that ends it. A listener also hears of what came before anybody could
 * listen, as on a page that was rendered on a server: the article itself, or the error in its place.
 * @type {typeof import("./embed.mjs").listen}
 */
export function listen(element, listeners) {
  const listening = new AbortController();
  for (const [name, listener] of Object.entries(listeners)) {
    element.addEventListener(name, /** @type {EventListener} */ (listener), { signal: listening.signal });
  }
  const { state, error } = element;
  /** @type {(name: keyof typeof listeners, detail: unknown) => void} */
  const tell = (name, detail) => listeners[name]?.(/** @type {any} */ (new CustomEvent(name, { detail })));
  if (state === "inline" || state === "iframe") tell("broadsheet-load", { state });
  if (state === "link") tell("broadsheet-error", error);
  return () => listening.abort();
}
