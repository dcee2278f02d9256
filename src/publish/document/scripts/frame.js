// @ts-check
// For the pages that other sites show in a frame: an article, or its card. This script reports the height of the page
// to the host, in the message formats that hosts know, and opens links outside the frame. The page is readable without
// it.
//
// It is published as it stands, without the lines that are comments: each type is on a line of its own.
(() => {
  // In a sandbox, all captions are cross-origin. WebKit refuses the import there: the video plays without captions.
  const captions = document.currentScript?.dataset.captions;
  if (captions) import(captions).then((code) => code.default(document)).catch(() => {});

  if (parent === window) {
    // The page was opened outside a frame, from a link on another site. Such links use the address of the frame page,
    // since the address of the finished page has a date in it that the other site does not know.
    const [wanted, part] = /^#page(#.*)?$/.exec(location.hash) ?? [];
    /** @type {HTMLLinkElement | null} */
    const finished = document.querySelector("link[rel=alternate][type='text/html']");
    if (wanted && finished) location.replace(finished.href + (part ?? ""));
    return;
  }

  const page = document.documentElement;
  // Any origin may know the height.
  /** @param {unknown} message */
  const say = (message) => parent.postMessage(message, "*");
  const search = new URLSearchParams(location.search);
  const { secret } = /[#?&]secret=(?<secret>[^&]+)/.exec(location.hash)?.groups ?? {};
  // The last height that was reported to the host.
  /** @type {number | undefined} */
  let said;
  /** @type {number | undefined} */
  let timer;

  function report() {
    const height = Math.ceil(page.getBoundingClientRect().height);
    // WordPress hides a frame until the frame reports its height. Chromium may lay out a hidden frame late, without
    // notifying the ResizeObserver in it.
    clearTimeout(timer);
    if (secret && !height && !said) timer = setTimeout(report, 200);
    // A height of 0 after another height means that the frame was hidden again: its real height has not changed.
    if (height === said || (said && !height)) return;
    said = height;
    // Report a height of 0, too: embed.js gives up on a frame that sends no message.
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

  // To apply the host's theme, the media queries for a dark system are made to match always, or never.
  const dark = [...document.styleSheets]
    .flatMap(({ cssRules }) => [...cssRules])
    .filter((rule) => rule instanceof CSSMediaRule)
    .filter(({ media }) => media.mediaText === "(prefers-color-scheme: dark)");

  /** @param {string} theme */
  function paint(theme) {
    const [scheme, media] =
      theme === "light" ? [theme, "not all"] : theme === "dark" ? [theme, "screen"] : ["", "(prefers-color-scheme: dark)"];
    page.style.colorScheme = scheme;
    for (const rule of dark) rule.media.mediaText = media;
  }

  paint(search.get("theme") ?? window.name);

  // WordPress sends "ready" once it listens for messages.
  addEventListener("message", ({ source, data }) => {
    if (source === parent && data?.broadsheet === 1 && "theme" in data) paint(data.theme);
    if (source === parent && secret && data?.message === "ready" && data.secret === secret) {
      said = 0;
      report();
    }
  });

  addEventListener("click", (event) => {
    /** @type {HTMLAnchorElement | null} */
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    // The browser handles clicks that open a new tab or window.
    const { altKey, ctrlKey, metaKey, shiftKey } = event;
    if (!link || event.defaultPrevented || event.button || altKey || ctrlKey || metaKey || shiftKey) return;
    if (link.hash && link.href.split("#")[0] === location.href.split("#")[0]) {
      // Firefox scrolls to a fragment only within the frame. A frame as tall as the article has nothing to scroll.
      event.preventDefault();
      /** @type {NodeListOf<HTMLElement>} */
      const places = document.querySelectorAll("[id]");
      const place = [...places].find(({ id }) => new URL(`#${id}`, location.href).hash === link.hash);
      // Without a tabindex, a heading can't be focused.
      if (place && place.tabIndex < 0) place.tabIndex = -1;
      place?.focus();
      return;
    }
    link.target = "_top";
    // WordPress does not allow a frame to navigate the page, so it opens the link itself.
    if (secret) say({ message: "link", value: link.href, secret });
  });

  // The ResizeObserver may not fire while the frame is out of sight, so report at once, and after loading.
  report();
  addEventListener("load", report);
  new ResizeObserver(report).observe(page);
})();
