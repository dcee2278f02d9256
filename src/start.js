// Starts the app. On the bare page, at once: code and article are fetched side by side, and the app takes over the
// requests it finds in `preloaded`. A page that was published with its text in it brings this script only when it is done,
// or touched (publish/wake.js): there the app only adds.
//
// A browser that is too old for the app should still get as far as `fail`. So `cargo xtask build` lowers the syntax
// (xtask/src/dist/scripts.rs), and up to there only functions are used that came with modules.

// The way back from the log-in page. A finished page has it in itself.
import leadBack from "./return.js";

// Not the page's address: some servers answer /dir without sending the browser on to /dir/.
const root = new URL("./", import.meta.url).href;
const page = document.getElementById("page");
const preloaded = new Map();

// Stories that were not published yet have no page of their own: #/another-story opens the bare one.
const asksForStory = () => /^#\/./.test(location.hash);
const leave = () => location.replace(`${root}reader.html${location.hash}`);

// Captions that lie elsewhere. On the bare page, videos come with each article, and a video begins to load at its first.
addEventListener("loadstart", captions, true);
captions();

function captions() {
  if ([...document.querySelectorAll("track")].every((track) => track.src.startsWith(location.origin))) return;
  import("./captions.js").then((code) => code.default(document)).catch(console.error);
}

if (!("finished" in page.dataset)) {
  open();
} else if (asksForStory()) {
  leave();
} else {
  addEventListener("hashchange", () => asksForStory() && leave());
  addCopyButtons();
  enliven();
}

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
  // The app knows the whole rule (src/page/route.rs); a name that is out of the ordinary is left to it.
  const isPlain = (name) => typeof name === "string" && /^[\w~-][\w.~-]*$/.test(name);
  const article = (slug) => isPlain(slug) && get(`content/articles/${slug}.json`);
  const site = get("content/site.json");
  if (/^#?\/?$/.test(location.hash)) {
    site
      .then((answer) => answer.clone().json())
      .then((json) => article(json.home))
      .catch(() => {});
  } else if (asksForStory()) {
    article(location.hash.slice(2));
  }
}

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
  const make = (tag, text, more) => Object.assign(document.createElement(tag), { textContent: text }, more);
  const fault = make("section", "", { className: "fault" });
  fault.setAttribute("role", "alert");
  const say = (title, advice) => fault.append(make("h1", title), make("p", advice));
  if (window.WebAssembly) {
    fault.dataset.fault = "start";
    say("The page couldn’t start", "Part of it didn’t arrive, or this browser can’t run it. Try again, or open the page in another browser.");
    fault.append(make("button", "Try again", { className: "retry", type: "button", onclick: () => location.reload() }));
  } else {
    fault.dataset.fault = "unsupported";
    say("This browser can’t show this page", "The page needs WebAssembly, which this browser doesn’t have or has turned off, for example in Lockdown Mode. Please open it in another browser.");
  }
  const story = document.getElementById("story");
  story.textContent = "";
  story.append(fault);
}

// A button beside each snippet for other sites, which copies it.
function addCopyButtons() {
  // In no other context does the browser give a page its clipboard.
  if (!isSecureContext) return;
  for (const line of document.querySelectorAll("[data-copy]")) {
    const title = line.textContent;
    const button = document.createElement("button");
    const say = (words) => {
      button.textContent = words;
      // Without the title, all buttons would have the same name.
      button.setAttribute("aria-label", `${words}: ${title}`);
    };
    button.className = "copy";
    button.type = "button";
    button.onclick = () =>
      navigator.clipboard.writeText(line.nextElementSibling.textContent).then(
        () => say(line.dataset.copied),
        () => {}, // The reader can still select the text.
      );
    say(line.dataset.copy);
    line.append(button);
  }
}

// Without it the text is there all the same: nobody but the console hears of a fault.
async function enliven() {
  try {
    const app = await code();
    app.enliven(root);
  } catch (error) {
    console.error(error);
  }
}
