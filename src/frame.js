// @ts-check
// In the pages that other sites frame, an article and its card: tells the host how tall the page is, in the words that
// hosts know, and opens links outside the frame. Without it the page can be read all the same.
(() => {
  // In a sandbox all captions are of another origin. So is this script, and then an address in it is relative to nothing.
  if (document.querySelector("track")) {
    const script = /** @type {HTMLScriptElement} */ (document.currentScript);
    const { href } = new URL("./captions.js", script.src);
    import(href).then((code) => code.default(document)).catch(() => {});
  }

  if (parent === window) {
    // A link on another site's page, where the date is not known that the address of the finished page needs.
    const [wanted, part] = /^#page(#.*)?$/.exec(location.hash) ?? [];
    /** @type {HTMLLinkElement | null} */
    const finished = document.querySelector("link[rel=alternate][type='text/html']");
    if (wanted && finished) location.replace(finished.href + (part ?? ""));
    return;
  }

  const page = document.documentElement;
  /** @param {unknown} message */
  const say = (message) => parent.postMessage(message, "*"); // A height is no secret.
  const search = new URLSearchParams(location.search);
  const { secret } = /[#?&]secret=(?<secret>[^&]+)/.exec(location.hash)?.groups ?? {};
  /** @type {number | undefined} The last height that the host was told. */
  let said;
  /** @type {number | undefined} */
  let timer;

  function report() {
    const height = Math.ceil(page.getBoundingClientRect().height);
    // WordPress shows no frame before it knows its height. Chromium may lay out such a frame late, and then tells no
    // observer in it.
    clearTimeout(timer);
    if (secret && !height && !said) timer = setTimeout(report, 200);
    // Hidden again: it will be as tall as it was.
    if (height === said || (said && !height)) return;
    said = height;
    // Also where nobody sees it yet, since a host of ours gives up a frame that keeps silent.
    say({ broadsheet: 1, height });
    if (!height) return;
    // WordPress
    if (secret) say({ message: "height", value: height, secret });
    // AMP
    say({ sentinel: "amp", type: "embed-size", height });
    // pym
    if (search.has("childId")) say(["pym", search.get("childId"), "height", height].join("xPYMx"));
    // Medium
    say(JSON.stringify({ src: location.href, context: "iframe.resize", height }));
  }

  // The host's theme: what the styles say for a dark system then holds on every screen, or on none. A style sheet in a file,
  // as that of a card, is of another origin in a sandbox, and reading it an error.
  const dark = [...document.styleSheets]
    .filter(({ href }) => !href)
    .flatMap(({ cssRules }) => /** @type {CSSMediaRule[]} */ ([...cssRules]))
    .filter(({ media }) => media?.mediaText === "(prefers-color-scheme: dark)");

  /** @param {string} theme */
  function paint(theme) {
    const [scheme, media] =
      theme === "light" ? [theme, "not all"] : theme === "dark" ? [theme, "screen"] : ["", "(prefers-color-scheme: dark)"];
    page.style.colorScheme = scheme;
    for (const rule of dark) rule.media.mediaText = media;
  }

  paint(search.get("theme") ?? window.name);

  // WordPress says when it listens.
  addEventListener("message", ({ source, data }) => {
    if (source === parent && data?.broadsheet === 1 && "theme" in data) paint(data.theme);
    if (source === parent && secret && data?.message === "ready" && data.secret === secret) {
      said = 0;
      report();
    }
  });

  addEventListener("click", (event) => {
    /** @type {HTMLAnchorElement | null} */
    const link = /** @type {Element} */ (event.target).closest("a[href]");
    // Whoever wants a tab or window of their own gets it from the browser.
    const { altKey, ctrlKey, metaKey, shiftKey } = event;
    if (!link || event.defaultPrevented || event.button || altKey || ctrlKey || metaKey || shiftKey) return;
    if (link.hash && link.href.split("#")[0] === location.href.split("#")[0]) {
      // Firefox follows a fragment no further than the frame, which does not scroll where it is as tall as the story.
      event.preventDefault();
      /** @type {(element: Element) => boolean} */
      const leadsTo = ({ id }) => new URL(`#${id}`, location.href).hash === link.hash;
      const place = /** @type {HTMLElement | undefined} */ ([...document.querySelectorAll("[id]")].find(leadsTo));
      // A heading takes no focus unless it is told to.
      if (place && place.tabIndex < 0) place.tabIndex = -1;
      place?.focus();
      return;
    }
    link.target = "_top";
    // WordPress lets no frame lead its page elsewhere, and goes there itself.
    if (secret) say({ message: "link", value: link.href, secret });
  });

  // The observer is late in a frame that nobody sees yet.
  report();
  addEventListener("load", report);
  new ResizeObserver(report).observe(page);
})();
