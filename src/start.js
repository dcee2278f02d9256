// @ts-check
// Starts the app on the bare page. It requests the code and the article in parallel; the app takes over the requests
// in `preloaded`. Finished pages don't use this script.
//
// A browser that is too old for the app should still reach `fail`. So `cargo xtask build` lowers the syntax
// (xtask/src/dist/scripts.rs), and the code up to `fail` uses only functions that every browser with modules has.

// Makes the login links lead back to this page. Finished pages contain this script inline.
import leadBack from "./return.js";

// Not from the address of the page: some servers serve the page at /dir without redirecting to /dir/.
const root = new URL("./", import.meta.url).href;
/** @type {Parameters<typeof import("./reader.js").open>[1]} */
const preloaded = new Map();

// Cross-origin captions need captions.js. Each article may bring videos, so check whenever one starts to load.
addEventListener("loadstart", captions, true);

function captions() {
  if ([...document.querySelectorAll("track")].every((track) => track.src.startsWith(location.origin))) return;
  import("./captions.js").then((code) => code.default(document)).catch(console.error);
}

open();

async function open() {
  if (!window.WebAssembly) return fail();
  // A panic stops the app. `fail` leaves an article on screen that is already shown.
  addEventListener("error", (event) => event.error instanceof WebAssembly.RuntimeError && fail());
  try {
    preload();
    leadBack(document);
    const app = await code();
    app.open(root, preloaded);
  } catch (error) {
    console.error(error);
    fail();
  }
}

async function code() {
  const wasm = fetch(new URL("./reader_bg.wasm", import.meta.url));
  wasm.catch(() => {}); // The glue reports this error.
  const app = await import("./reader.js");
  await app.default({ module_or_path: wasm });
  return app;
}

function preload() {
  // The full rule is in src/route.rs. This script preloads only plain names, and leaves all others to the app.
  /** @type {(name: unknown) => boolean} */
  const isPlain = (name) => typeof name === "string" && /^[\w~-][\w.~-]*$/.test(name);
  /** @type {(slug: string) => unknown} */
  const article = (slug) => isPlain(slug) && get(`content/articles/${slug}.json`);
  const site = /** @type {Promise<Response>} */ (get("content/site.json"));
  if (/^#?\/?$/.test(location.hash)) {
    site
      .then((answer) => answer.clone().json())
      .then((json) => article(json.home))
      .catch(() => {});
  } else if (/^#\/./.test(location.hash)) {
    article(location.hash.slice(2));
  }
}

/** @param {string} path */
function get(path) {
  const url = root + path;
  if (preloaded.has(url)) return; // The app has requested it already.
  const controller = new AbortController();
  // Most static servers send no Cache-Control. Without "no-cache", a browser might show an article without its
  // corrections.
  const answer = fetch(url, { cache: "no-cache", signal: controller.signal });
  answer.catch(() => {}); // The app reports this error.
  preloaded.set(url, answer).set(answer, controller);
  return answer;
}

function fail() {
  if (document.querySelector(".article")) return;
  /** @type {(tag: string, text: string, more?: object) => HTMLElement} */
  const make = (tag, text, more) => Object.assign(document.createElement(tag), { textContent: text }, more);
  const fault = make("section", "", { className: "fault" });
  fault.setAttribute("role", "alert");
  /** @type {(title: string, advice: string) => void} */
  const say = (title, advice) => fault.append(make("h1", title), make("p", advice));
  if (window.WebAssembly) {
    fault.dataset.fault = "start";
    say("The page couldn’t start", "Part of it didn’t arrive, or this browser can’t run it. Try again, or open the page in another browser.");
    fault.append(make("button", "Try again", { className: "retry", type: "button", onclick: () => location.reload() }));
  } else {
    fault.dataset.fault = "unsupported";
    say("This browser can’t show this page", "The page needs WebAssembly, which this browser doesn’t have or has turned off, for example in Lockdown Mode. Please open it in another browser.");
  }
  const main = /** @type {HTMLElement} */ (document.getElementById("story"));
  main.textContent = "";
  main.append(fault);
}
