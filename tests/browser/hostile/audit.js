// Runs in the page. Checks that a hostile article contains nothing but what the views create, and triggers everything
// in it.
(() => {
  const fired = (window.__fired = []);
  window.__pwned = (id) => void fired.push(`called ${id}`);
  window.addEventListener("message", ({ data }) => /^pwn-/.test(data) && fired.push(`called ${data.slice(4)}`));
  for (const dialog of ["alert", "confirm", "prompt", "print", "open"]) {
    window[dialog] = () => void fired.push(dialog);
  }

  // Clicks do not navigate, but are recorded. A `javascript:` address still runs, as it would for a reader.
  const followed = (window.__followed = []);
  addEventListener("click", (event) => {
    const link = event.composedPath()[0].closest?.("a, area");
    if (!link) return;
    const href = link.href?.baseVal ?? link.href;
    followed.push(href);
    // Navigation within articles has its own tests, and would take time here.
    event.stopPropagation();
    if (!/^\s*javascript:/i.test(href)) event.preventDefault();
  }, true);

  addEventListener("submit", (event) => {
    const address = event.submitter?.formAction || event.target.action;
    if (!/^\s*javascript:/i.test(address)) event.preventDefault();
  });

  // The allow list: each element that the views create, its attributes, and a pattern for their values.
  const word = (...words) => new RegExp(`^(${words.join("|")})$`);
  const NUMBER = /^\d+$/;
  const ANY = /^/;
  const LANGUAGE = /^[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8})*$/;
  const SOURCE = /^https?:\/\/[^\s"<>]*$/;
  const LINK = /^(https?:\/\/[^\s"<>]*|(mailto|tel):[^\t\n\r]*|\.\/|#[^/\s"<>][^\s"<>]*)$/;
  const PLAYER = /^https:\/\/(www\.youtube-nocookie\.com\/embed|player\.vimeo\.com\/video|geo\.dailymotion\.com\/player\.html\?video=|embed\.ted\.com\/talks|archive\.org\/embed)\/?[\w.-]+(\?dnt=1)?$/;
  const GLOBAL = {
    class: /^[a-z-]+( [a-z-]+)*$/, part: /^[a-z]+$/, lang: LANGUAGE, dir: word("ltr", "rtl"), tabindex: word("0", "-1"),
    id: word("story", "page", "note-\\d+", "cite-\\d+"),
    role: word("alert", "group", "list", "note", "status", "doc-noteref", "doc-backlink", "doc-endnotes"),
    "aria-label": ANY, "aria-hidden": word("true"), "data-state": word("loading", "ready", "fault"), "data-fault": /^[a-z-]+$/,
  };
  const size = { width: NUMBER, height: NUMBER };
  const none = {};
  const TAGS = {
    a: { href: LINK, "data-return": SOURCE, "data-form": word("path"), hreflang: LANGUAGE, rel: word("author", "tag", "license", "alternate", "sponsored", "noopener") },
    img: { ...size, src: SOURCE, srcset: ANY, sizes: /^[\w\d(): .,-]+$/, alt: ANY, loading: word("lazy"), decoding: word("async"), fetchpriority: word("high") },
    video: { ...size, crossorigin: word("anonymous"), controls: word(""), playsinline: word(""), preload: word("none", "metadata"), poster: SOURCE },
    audio: { controls: word(""), preload: word("none"), src: SOURCE },
    source: { src: SOURCE, type: ANY },
    track: { kind: word("captions"), src: SOURCE, srclang: LANGUAGE, label: ANY },
    iframe: { src: PLAYER, title: ANY, loading: word("lazy"), sandbox: /^[a-z -]+$/, allow: /^[a-z; -]+$/, referrerpolicy: word("strict-origin-when-cross-origin") },
    canvas: size, time: { datetime: /^\d{4}-\d{2}-\d{2}(T[\d:+Z-]+)?$/ }, button: { type: word("button") },
    details: { open: word("") }, code: { translate: word("no"), "data-language": ANY }, th: { scope: word("col", "row") },
  };
  for (const tag of ("article header footer main section aside address figure figcaption blockquote cite div p span " +
      "bdi b small strong em sup h1 h2 h3 h4 h5 h6 ul ol li dl dt dd pre table caption thead tbody tr td hr summary").split(" ")) {
    TAGS[tag] = none;
  }
  const CANDIDATE = /^https?:\/\/[^\s"<>]*[^\s"<>,] \d+w$/;

  // Whether text does not affect the direction of what follows it: https://www.unicode.org/reports/tr9/
  const balanced = (text) => {
    const open = [];
    for (const character of text.split("\u2029")[0]) {
      if (/[\u202a\u202b\u202d\u202e]/.test(character)) open.push("embedding");
      if (/[\u2066-\u2068]/.test(character)) open.push("isolate");
      if (character === "\u202c" && open.at(-1) === "embedding") open.pop();
      if (character === "\u2069" && open.includes("isolate")) while (open.pop() !== "isolate");
    }
    return open.length === 0;
  };

  const short = (text) => JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);

  // Lists everything in `root` that the views do not create.
  const audit = (root) => {
    const found = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ALL);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) {
        if (!balanced(node.data)) found.push(`direction left open by ${short(node.data)}`);
        if (/[\0\ud800-\udfff]/u.test(node.data)) found.push(`no character: ${short(node.data)}`);
        continue;
      }
      if (node.nodeType === Node.COMMENT_NODE) {
        if (node.data && node.parentNode !== document.body) found.push(`comment ${short(node.data)}`);
        continue;
      }
      const tag = node.localName;
      const known = TAGS[tag];
      if (!known || node.namespaceURI !== "http://www.w3.org/1999/xhtml") {
        found.push(`element ${short(node.outerHTML)}`);
        continue;
      }
      for (const { name, value } of node.attributes) {
        const rule = (Object.hasOwn(known, name) && known[name]) || (Object.hasOwn(GLOBAL, name) && GLOBAL[name]);
        if (!rule || !rule.test(value)) found.push(`${tag} ${name}=${short(value)}`);
        else if (!balanced(value)) found.push(`direction left open by ${tag} ${name}=${short(value)}`);
      }
      if (tag === "img" && node.srcset && !node.srcset.split(", ").every((file) => CANDIDATE.test(file))) {
        found.push(`img srcset=${short(node.srcset)}`);
      }
      if (tag === "iframe" && !(node.sandbox.length && node.title !== null)) found.push("a frame without its fence");
      if (node.target === "_blank" && !/noopener/.test(node.rel)) found.push(`a window that knows its opener: ${short(node.outerHTML)}`);
    }
    return found;
  };

  // Lists built-in properties and ids that hostile strings have overridden.
  const clobbered = () => {
    const found = [];
    if (!(document.body instanceof HTMLBodyElement)) found.push("document.body");
    for (const name of ["getElementById", "querySelector", "createElement"]) {
      if (typeof document[name] !== "function") found.push(`document.${name}`);
    }
    if (Object.keys(Object.prototype).length || {}.polluted) found.push("Object.prototype");
    const ids = [...document.querySelectorAll("[id], [name]:not(meta)")].map((element) => element.id || element.getAttribute("name"));
    const own = word("story", "page", "note-\\d+", "cite-\\d+");
    return found.concat(ids.filter((id) => !own.test(id)).map((id) => `the id ${short(id)}`))
      .concat(ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `the id ${short(id)} twice`));
  };

  // Triggers every event handler and clicks on every link and button.
  const provoke = (root) => {
    for (const element of root.querySelectorAll("*")) {
      for (const { name } of [...element.attributes]) {
        if (/^on/i.test(name)) element.dispatchEvent(new Event(name.slice(2).toLowerCase(), { bubbles: false, cancelable: true }));
      }
    }
    for (const element of root.querySelectorAll("a, area, button, summary, input[type=submit]")) {
      element.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, composed: true }));
    }
  };

  const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));

  // Checks the article twice: as it is, and after every handler, link and button in it was triggered.
  const examine = async () => {
    const story = document.querySelector("#story");
    const found = [...audit(story), ...clobbered()];
    provoke(story);
    found.push(...audit(story));
    // Frames are removed before they load, because each would start a process.
    story.querySelectorAll("iframe").forEach((frame) => frame.remove());
    return report(found);
  };

  // Does the same with the article moved to a shadow root.
  const examineInShadow = async () => {
    const story = document.querySelector("#story");
    const article = story.firstElementChild;
    const host = document.createElement("div");
    host.attachShadow({ mode: "open" }).append(article);
    document.body.append(host);
    provoke(host.shadowRoot);
    const found = await report(audit(host.shadowRoot));
    host.remove();
    story.append(article);
    return found;
  };

  // Checks the whole page, for tests in which all of it is hostile.
  const examineAll = async () => {
    const found = [...audit(document.body), ...clobbered()];
    provoke(document.body);
    return report(found);
  };

  // Adds scripts that have run, and addresses that clicks would have led to.
  const report = async (found) => {
    await pause(0);
    const astray = followed.splice(0).filter((href) => !LINK.test(href)).map((href) => `a click leads to ${short(href)}`);
    return [...new Set([...found, ...astray, ...fired.splice(0)])];
  };

  // Control: inserts a hostile string as markup, in several ways.
  const expose = async (text, id) => {
    const attribute = (before, after) => (place) => { place.innerHTML = before + text + after; };
    const ways = [
      (place) => place.append(document.createRange().createContextualFragment(text)),
      (place) => place.insertAdjacentHTML("beforeend", text),
      attribute('<p title="', '">x</p>'),
      attribute("<p title='", "'>x</p>"),
      attribute("<p title=", ">x</p>"),
      attribute('<a href="', '">x</a>'),
      attribute('<iframe src="', '"></iframe>'),
      (place) => { place.innerHTML = "<a>x</a>"; place.firstChild.setAttribute("href", text); },
      (place) => { place.innerHTML = "<iframe></iframe>"; place.firstChild.setAttribute("src", text); },
    ];
    for (const way of ways) {
      const place = document.createElement("div");
      document.body.append(place);
      way(place);
      provoke(place);
      await pause(3);
      place.remove();
      if (fired.includes(`called ${id}`)) return true;
    }
    return false;
  };

  window.__hostile = { examine, examineInShadow, examineAll, expose };
})();
