// @ts-check
// Starts the app, on the bare page: code and article are fetched side by side, and the app takes over the requests it finds
// in `preloaded`. Pages that were published with their text in them have no part in this.
//
// A browser that is too old for the app should still get as far as `fail`. So `cargo xtask build` lowers the syntax
// (xtask/src/dist/scripts.rs), and up to there only functions are used that came with modules.

// The way back from the log-in page. A finished page has it in itself.
import leadBack from "./return.js";

// Not the page's address: some servers answer /dir without sending the browser on to /dir/.
const root = new URL("./", import.meta.url).href;
/** @type {Parameters<typeof import("./reader.js").open>[1]} */
const preloaded = new Map();

// Captions that lie elsewhere. Videos come with each article, and a video begins to load at its first.
addEventListener("loadstart", captions, true);

function captions() {
  if ([...document.querySelectorAll("track")].every((track) => track.src.startsWith(location.origin))) return;
  import("./captions.js").then((code) => code.default(document)).catch(console.error);
}

open();

async function open() {
  if (!window.WebAssembly) return fail();
  // After a panic the app no longer runs, but what it has shown so far stays.
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
  wasm.catch(() => {}); // The glue reports it.
  const app = await import("./reader.js");
  await app.default({ module_or_path: wasm });
  return app;
}

function preload() {
  // The app knows the whole rule (src/route.rs); a name that is out of the ordinary is left to it.
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
  if (preloaded.has(url)) return; // The app was faster.
  const controller = new AbortController();
  // Almost no static server says how long a file stays fresh: a corrected article must show at once.
  const answer = fetch(url, { cache: "no-cache", signal: controller.signal });
  answer.catch(() => {}); // The app reports it.
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
