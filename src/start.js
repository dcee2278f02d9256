// Starts the app. Code and story are fetched side by side: the app takes over the requests it finds in `early`.

// Not the page's address: some servers answer /dir without sending the browser on to /dir/.
const root = new URL("./", import.meta.url).href;
const early = new Map();
const controller = new AbortController();

function get(path) {
  const url = root + path;
  if (early.has(url)) return; // The app was faster.
  // Almost no static server says how long a file stays fresh: a mended story must show at once.
  const answer = fetch(url, { cache: "no-cache", signal: controller.signal });
  answer.catch(() => {}); // The app reports it.
  early.set(url, answer);
  return answer;
}

const story = (slug) => get(`content/articles/${slug}.json`);

// The app knows the whole rule (src/page/route.rs); a name that is out of the ordinary is left to it.
const slug = /^#\/([\w~-][\w.~-]*)$/.exec(location.hash)?.[1];
const site = get("content/site.json");

if (slug) {
  story(slug);
} else if (/^#?\/?$/.test(location.hash)) {
  site
    .then((answer) => answer.clone().json())
    .then(({ home }) => /^[\w~-][\w.~-]*$/.test(home) && story(home))
    .catch(() => {});
}

try {
  const app = await import("./reader.js");
  // After a panic the app is dead, but what it has shown so far stays.
  addEventListener("error", ({ error }) => error instanceof WebAssembly.RuntimeError && fail());
  await app.default({ module_or_path: new URL("./reader_bg.wasm", import.meta.url) });
  app.open(root, early, controller);
} catch (error) {
  console.error(error);
  fail();
}

function fail() {
  if (document.querySelector(".article")) return;
  const make = (tag, text, more) => Object.assign(document.createElement(tag), { textContent: text }, more);
  const fault = make("section", "", { className: "fault", role: "alert" });
  fault.dataset.fault = "start";
  const retry = make("button", "Try again", { className: "retry", type: "button", onclick: () => location.reload() });
  fault.append(
    make("h1", "The page couldn’t start"),
    make("p", "Part of it didn’t arrive, or this browser can’t run it. Try again, or open the page in another browser."),
    retry,
  );
  document.getElementById("story").replaceChildren(fault);
}
