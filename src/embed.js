// @ts-check
// <broadsheet-article src="https://news.example/content/articles/bell.json">: an article on another site's page. What a
// host may use of it is in embed.d.mts.
//
// state    what shows                             what comes next, and when
// -------  -------------------------------------  ------------------------------------------------------------------
// idle     the fallback: the link in the element  loading: near the viewport; at once if eager; before printing
// loading  the fallback, at least as tall as the  inline:  the app has mounted the article
//          last article was                       iframe:  the app failed, or mode="iframe"; a frame told its height
//                                                 link:    the app failed, and so did the frame, or it may have none
// inline   the article, in the shadow root        loading: the app panics; a frame is next
// iframe   the article's own page, in a frame     -
// link     the fallback; `error` says why         -
// any                                             idle:    another src, mode, layout, heading-level, integrity or data;
//                                                          reload(); removed, or moved to another document
//
// All between one idle and the next is an attempt. An AbortController ends it, with all that it has begun. The `phase`
// of its error says where it failed:
//
// phase      what fails
// ---------  --------------------------------------------------------------------------------------------------------
// input      `data` can't be JSON, or mode="iframe" is to show what a frame can't
// code       the app or its styles, which are fetched once a page, do not come, or are not allowed to run
// fetch      the article's file does not come
// integrity  the same where there has to be a hash: browsers don't tell whether that was wrong
// story      the app finds no article in the file
// panic      the app traps: from then on it shows no article of the page
// timeout    all this takes longer than TIMEOUT
// frame      the frame does not tell its height, and nothing has failed before

/** @import { BroadsheetArticle, BroadsheetAttributes, BroadsheetEventMap } from "./embed.mjs" */
/** @import { BroadsheetFault, BroadsheetState } from "./embed.mjs" */
/** @typedef {typeof import("./reader.js")} App */
/** @typedef {Window & typeof globalThis} HostWindow */

// A classic script, since a module needs a CORS header; imported as a module, it works as well. All that it adds to the
// page is the element: no global, no style, nothing in the head. It is async so that what a browser or a page lacks is
// an entry on the console, and no error of the page.
(async () => {
  const TAG = "broadsheet-article";
  // On a page without what it takes, the links stay. Or the script is there twice, perhaps in two versions.
  if (!IntersectionObserver || !AbortController || customElements.get(TAG)) return;

  // The folder of this file. If it was imported as a module, only the stack knows: a module has no `currentScript`, and
  // a classic script can't say `import.meta`.
  const [folder] = /http[^?#\s]*\//.exec(
    /** @type {HTMLScriptElement | null} */ (document.currentScript)?.src || /** @type {string} */ (Error().stack),
  ) ?? [""];

  /**
   * The language of the site, for articles that name none: `broadsheet publish` writes it after the equals sign. Empty
   * if the site is not published, and for an article that lies elsewhere: a page may have two publishers.
   * @param {string} url
   */
  const siteLanguage = (url) => (url && !url.startsWith(folder) ? "" : "lang=".slice(5));

  /** How long an article may take, and then a frame, in milliseconds. */
  const TIMEOUT = 10000;
  /** How long a frame that has loaded may take to tell its height, in milliseconds. */
  const FRAME_TIMEOUT = 2000;
  /** How long a change waits for the next one, in milliseconds. */
  const DEBOUNCE = 100;

  /**
   * Each attribute, and the value of its property without it.
   * @satisfies {Partial<Record<keyof BroadsheetAttributes, string | number>>}
   */
  const ATTRIBUTES = {
    src: "", mode: "auto", layout: "full", theme: "auto", loading: "lazy", "heading-level": 2, height: 0, integrity: "",
  };
  /** @typedef {"src" | "mode" | "layout" | "theme" | "loading" | "headingLevel" | "height" | "integrity"} Reflected */

  /** @param {string} attribute */
  const propertyOf = (attribute) => attribute.replace("-l", "L");

  /**
   * @template {keyof HTMLElementTagNameMap} Tag
   * @param {Tag} tag
   * @param {Partial<HTMLElementTagNameMap[Tag]>} [properties]
   */
  const createElement = (tag, properties) => Object.assign(document.createElement(tag), properties);

  /**
   * Makes the detail of `broadsheet-error` of what was thrown, or of a response with a bad status. A detail stays as it
   * is: it knows its phase best.
   * @param {BroadsheetFault["phase"]} phase
   * @param {any} [reason]
   * @returns {BroadsheetFault}
   */
  const errorDetail = (phase, reason = phase) => {
    const { status = 0 } = reason;
    return reason.phase
      ? reason
      : {
          phase,
          status,
          message: status ? "HTTP " + status : "" + reason,
          // Code, fetch, timeout and frame, if no server refused: a browser tells no broken connection from a refusal
          // (0), and one that is too slow (408), in doubt (425), busy (429) or in trouble (5xx) may answer next time.
          retryable: /^[cft]\D+(0|408|42[59]|5)/.test(phase + status),
        };
  };

  // A frame is as tall as its page asks for, within reason. Before it asks, it is out of sight.
  const ELEMENT_CSS =
    `:host(:not([hidden])){display:block}` +
    `:host(blockquote){padding:0!important;border:0!important;margin-inline:0!important}` +
    `div{position:relative}` +
    `iframe{all:initial;direction:ltr;display:block;visibility:inherit;pointer-events:inherit;` +
    `width:100%;min-height:80px;max-height:20000px}` +
    `iframe:not([style]){position:absolute;visibility:hidden}`;
  /**
   * The last style sheet of each text. Only documents of the window that made it can adopt it.
   * @type {Record<string, CSSStyleSheet>}
   */
  const styleSheets = {};

  /** @type {Promise<[App, string]> | null | undefined} */
  let app;
  let imports = 0;
  /** Set once the app has panicked, since its memory is not to be trusted then. @type {BroadsheetFault | undefined} */
  let panic;
  /** Those that show an article by the app, or are about to. @type {Set<Article>} */
  const appUsers = new Set();

  const loadApp = () =>
    (app ??= fetchApp().catch((error) => {
      app = null;
      throw errorDetail("code", error);
    }));

  /** @returns {Promise<[App, string]>} */
  async function fetchApp() {
    // The first of each takes a browser long, which has nothing else to do now.
    setTimeout(Intl.NumberFormat);
    setTimeout(Intl.DateTimeFormat);
    const [module, wasm, styles] = await Promise.all([
      // Firefox never asks again for a module that did not come; under another fragment it is another module.
      import(folder + "reader.js" + "#".repeat(imports++)),
      fetch(folder + "reader_bg.wasm"),
      fetch(folder + "embed.css"),
    ]);
    if (!styles.ok) throw styles;
    await module.default({ module_or_path: wasm });
    return [module, await styles.text()];
  }

  /** @typedef {AbortController & { users: number, bytes: Promise<Uint8Array> }} SharedRequest */

  /**
   * The newest request of each address and hash, while it is in use: elements that show the same article share it.
   * @type {Map<string, SharedRequest>}
   */
  const requests = new Map();

  /** @type {(url: string, integrity: string) => string} */
  const requestKey = (url, integrity) => url + " " + integrity; // No address has a space in it.

  /**
   * @param {string} url
   * @param {string} integrity
   * @param {AbortSignal} signal Says that it is not used any more. With its last user, the request is aborted.
   */
  function fetchShared(url, integrity, signal) {
    const key = requestKey(url, integrity);
    let request = requests.get(key);
    if (!request) {
      request = /** @type {SharedRequest} */ (new AbortController());
      request.users = 0;
      request.bytes = fetchArticle(url, integrity, request.signal);
      requests.set(key, request);
    }
    request.users++;
    signal.addEventListener("abort", () => {
      if (--request.users) return;
      request.abort();
      // After a reload, a newer one has its place.
      if (requests.get(key) === request) requests.delete(key);
    });
    return request.bytes;
  }

  /**
   * @param {string} url
   * @param {string} integrity
   * @param {AbortSignal} signal
   */
  async function fetchArticle(url, integrity, signal) {
    try {
      // Browsers ignore what they can't read as a hash.
      if (!/^(sha(256|384|512)-|$)/.test(integrity)) throw "no hash";
      const response = await fetch(url, { cache: "no-cache", integrity, signal });
      if (response.ok) return new Uint8Array(await response.arrayBuffer());
      throw errorDetail("fetch", response);
    } catch (error) {
      throw errorDetail(integrity ? "integrity" : "fetch", error);
    }
  }

  /** @implements {BroadsheetArticle} */
  class Article extends /** @type {new () => HTMLElement & Pick<BroadsheetArticle, Reflected>} */ (HTMLElement) {
    static observedAttributes = Object.keys(ATTRIBUTES);

    static {
      for (const [name, initial] of Object.entries(ATTRIBUTES)) {
        Object.defineProperty(this.prototype, propertyOf(name), {
          get() {
            const value = this.getAttribute(name) ?? initial;
            // What is a number without the attribute is one with it, too.
            return initial === +initial ? +value || initial : value;
          },
          set(value) {
            if (value == null) this.removeAttribute(name);
            else this.setAttribute(name, value);
          },
        });
      }

      // The app may panic after an attempt, too, as in the listener of a button.
      addEventListener("error", ({ error }) => {
        if (error?.name === "RuntimeError" && String(error.stack).includes(folder + "reader")) this.#panicked(error);
      });
    }

    /** @param {unknown} error */
    static #panicked(error) {
      panic = errorDetail("panic", error);
      for (const article of appUsers) if (article.#state !== "idle") article.#showFrame(panic);
    }

    #root = this.attachShadow({ mode: "open" });
    #container = createElement("div", { onclick: (event) => this.#clicked(event), className: "broadsheet" });
    /** Shows the fallback. It is in the container until an article or a frame shows. */
    #slot = createElement("slot");
    /** @type {object | undefined} */
    #data;
    /** @type {boolean | undefined} */
    #updateRequested;
    /** What the attempt is for: empty without one, null if the next update is to begin one. @type {string | null} */
    #target = "";
    /** The window of the attempt: an element may be moved to that of a frame. @type {HostWindow | null} */
    #window = null;
    #attempt = new AbortController();
    /** How long the next attempt waits for further changes, in milliseconds. */
    #delay = 0;
    /** Of the article or the frame, or else of the last one, in pixels. */
    #height = 0;
    /** @type {BroadsheetState} */
    #state = "idle";
    /** @type {BroadsheetFault | null} */
    #error = null;

    constructor() {
      super();
      this.#reset();
      this.#root.append(this.#container);
      // What was set before the upgrade hides the accessors. To assign what has no setter would throw.
      for (const [name, value] of Object.entries(this)) {
        if (name in Article.prototype) {
          delete (/** @type {any} */ (this)[name]);
          Reflect.set(this, name, value);
        }
      }
    }

    get data() {
      return this.#data;
    }

    set data(value) {
      this.#data = value;
      this.#target = null;
      this.#requestUpdate();
    }

    get state() {
      return this.#state;
    }

    get error() {
      return this.#error;
    }

    reload() {
      requests.delete(requestKey(this.#url(), this.integrity));
      this.data = this.#data;
    }

    connectedCallback() {
      this.#requestUpdate();
    }

    disconnectedCallback() {
      this.#requestUpdate();
    }

    attributeChangedCallback() {
      this.#requestUpdate();
    }

    // In a microtask, several changes are one, and a move within the document is none.
    async #requestUpdate() {
      if (this.#updateRequested) return;
      this.#updateRequested = true;
      await null;
      this.#updateRequested = false;
      this.#update();
    }

    #update() {
      const eager = this.loading === "eager";
      const window = this.ownerDocument.defaultView;
      const target =
        this.isConnected && window && (this.src || this.#data)
          ? [this.src, this.mode, this.layout, this.headingLevel, this.integrity].join()
          : "";
      if (target === this.#target && window === this.#window) {
        this.#updateContainer();
        return target && eager && this.#load();
      }
      this.#target = target;
      this.#window = window;
      this.#reset();
      if (!window || !target) return;
      appUsers.add(this);
      const load = () => this.#load();
      this.#listen("beforeprint", load);
      this.#setTimeout(
        eager ? load : () => this.#observe(new window.IntersectionObserver(
          (entries) => entries.pop()?.isIntersecting && load(), { rootMargin: "1000px" },
        ), this),
        this.#delay,
      );
      this.#delay = DEBOUNCE;
    }

    // Keeps the height that the host asks for; until an article shows, at least that of the last one: else readers
    // would lose their place. A frame is told its theme.
    #updateContainer() {
      const { height } = this;
      /** @type {Partial<Record<BroadsheetState, number>>} */
      const heights = { inline: height, iframe: height, link: 0 };
      const minHeight = heights[this.#state] ?? Math.max(height, this.#target ? this.#height : 0);
      this.#container.style.minHeight = minHeight + "px";
      const frame = /** @type {HTMLIFrameElement | null} */ (this.#container.lastChild);
      frame?.contentWindow?.postMessage({ theme: this.theme, broadsheet: 1 }, "*");
    }

    // What the next three begin ends with the attempt.

    /**
     * @template {keyof WindowEventMap} Type
     * @param {Type} type
     * @param {(event: WindowEventMap[Type]) => void} listener
     */
    #listen(type, listener) {
      /** @type {HostWindow} */ (this.#window).addEventListener(type, listener, { signal: this.#attempt.signal });
    }

    /**
     * @param {IntersectionObserver | ResizeObserver} observer
     * @param {Element} target
     */
    #observe(observer, target) {
      observer.observe(target);
      this.#attempt.signal.addEventListener("abort", () => observer.disconnect());
    }

    /**
     * @param {() => void} callback
     * @param {number} delay
     */
    #setTimeout(callback, delay) {
      const timer = setTimeout(callback, delay);
      this.#attempt.signal.addEventListener("abort", () => clearTimeout(timer));
    }

    // An element that is moved to another document loses what it has adopted.
    #adoptStyles(css = ELEMENT_CSS) {
      const StyleSheet = this.#window?.CSSStyleSheet;
      if (!StyleSheet) return;
      if (!(styleSheets[css] instanceof StyleSheet)) (styleSheets[css] = new StyleSheet()).replaceSync(css);
      this.#root.adoptedStyleSheets = [styleSheets[css]];
    }

    /**
     * Ends what the attempt has begun, and shows the fallback.
     * @param {BroadsheetState} [state]
     * @param {BroadsheetFault | null} [error]
     */
    #reset(state = "idle", error = null) {
      appUsers.delete(this);
      this.#error = error;
      this.#state = state;
      this.#updateContainer();
      this.#attempt.abort();
      this.#attempt = new AbortController();
      this.#container.replaceChildren(this.#slot);
      this.#adoptStyles();
    }

    // The first of several reasons to load counts.
    async #load() {
      if (this.#state !== "idle") return;
      this.#state = "loading";
      if (this.mode === "iframe") return this.#showFrame();
      const { signal } = this.#attempt;
      this.#setTimeout(() => this.#state === "loading" && this.#showFrame(errorDetail("timeout")), TIMEOUT);
      try {
        if (panic) throw panic;
        const url = this.#url();
        const file = this.#data
          ? new TextEncoder().encode(JSON.stringify(this.#data))
          : fetchShared(url, this.integrity, signal);
        const [[module, css], bytes] = await Promise.all([loadApp(), file]);
        // Each article is mounted in a task of its own. Otherwise a page with many articles would be blocked.
        await new Promise((resolve) => setTimeout(resolve));
        if (signal.aborted) return;
        /** @type {import("./reader.js").Mounted} */
        let mounted;
        try {
          mounted = module.mount(
            this.#container, bytes, url, this.headingLevel, this.layout === "card", siteLanguage(this.src && url),
          );
        } catch (/** @type {any} */ error) {
          // For what is no article the app throws a string; a trap has a message.
          if (error.message) return Article.#panicked(error);
          throw errorDetail("story", error);
        }
        signal.addEventListener("abort", () => panic || mounted.unmount());
        this.#adoptStyles(ELEMENT_CSS + css);
        // Few articles have captions.
        if (this.#container.querySelector("track")) {
          import(folder + "captions.js").then((module) => module.default(this.#container), () => {});
        }
        this.#loaded("inline");
        this.#observe(
          new (/** @type {HostWindow} */ (this.#window).ResizeObserver)(
            () => this.#resized(this.#container.offsetHeight),
          ),
          this.#container,
        );
      } catch (error) {
        if (!signal.aborted) this.#showFrame(errorDetail("input", error));
      }
    }

    #url() {
      return createElement("a", { href: this.src }).href;
    }

    /** @param {"inline" | "iframe"} state */
    #loaded(state) {
      this.#slot.remove();
      this.#state = state;
      this.#updateContainer();
      this.#dispatch("load", { state });
    }

    /** @param {BroadsheetFault} [error] Why the article can't be inline. */
    #showFrame(error) {
      this.#reset("loading", error);
      const [root, slug] = this.#publication();
      // A frame shows the whole article, and what is in it can't be held against a hash.
      if (!root || this.mode === "inline" || this.layout === "card" || this.integrity) {
        return this.#showLink(error ?? errorDetail("input", "no frame"));
      }
      const giveUp = () => this.#state === "loading" && this.#showLink(error ?? errorDetail("frame"));
      this.#setTimeout(giveUp, TIMEOUT);
      const frame = createElement("iframe", {
        allowFullscreen: true,
        name: this.theme, // A message comes late for the first paint.
        title: this.#fallbackText() || slug,
        src: root + "embed/" + slug + "/",
        onload: () => this.#setTimeout(giveUp, FRAME_TIMEOUT),
      });
      this.#listen("message", ({ source, origin, data }) => {
        if (source !== frame.contentWindow || !frame.src.startsWith(origin + "/")) return;
        if (data?.broadsheet !== 1 || !Number.isFinite(data.height)) return;
        frame.style.height = data.height + "px";
        if (this.#state === "loading") this.#loaded("iframe");
        this.#resized(frame.offsetHeight);
      });
      this.#container.append(frame);
    }

    /** @param {BroadsheetFault} error */
    #showLink(error) {
      this.#reset("link", error);
      if (!this.#fallbackText()) {
        const [root, slug, page] = this.#publication();
        this.#container.append(root ? createElement("a", { href: root + page, textContent: root + slug }) : this.src);
      }
      this.#height = 0;
      this.#dispatch("error", error);
    }

    // The root of the publication, the article's name in it, and the way to a page that leads on to its own, or, where
    // none is published, to the app. There is no root unless `src` is an article's address on the web.
    #publication() {
      const url = this.#url();
      const [, root, slug] = /^(https?:[^?#]*\/)content\/articles\/([^/?#]+)\.json(?![^?#])/.exec(url) ?? [];
      return [root, slug, siteLanguage(url) ? "embed/" + slug + "/#page" : "#/" + slug];
    }

    #fallbackText() {
      return this.#slot.assignedNodes({ flatten: true }).map((node) => node.textContent).join("").trim();
    }

    /** @param {number} height */
    #resized(height) {
      if (height === this.#height) return;
      this.#dispatch("resize", { height: (this.#height = height) });
    }

    /** @param {MouseEvent} event */
    #clicked(event) {
      /** @type {HTMLAnchorElement | null} */
      const link = /** @type {Element} */ (event.target).closest("a[href]");
      if (!link || !this.#root.contains(link)) return;
      const href = /** @type {string} */ (link.getAttribute("href"));
      // In a tab or window of its own, or on the disk.
      const elsewhere = event.shiftKey || event.ctrlKey || event.altKey || event.metaKey;
      if (href[0] === "#") {
        // A fragment leads nowhere in a shadow root.
        event.preventDefault();
        this.#root.getElementById(href.slice(1))?.focus();
      } else if (!elsewhere && !this.#dispatch("navigate", { href: link.href }, true)) {
        event.preventDefault();
      }
    }

    /**
     * @template {"load" | "error" | "navigate" | "resize"} Name
     * @param {Name} name
     * @param {BroadsheetEventMap[`broadsheet-${Name}`]["detail"]} detail
     * @param {boolean} [cancelable]
     */
    #dispatch(name, detail, cancelable) {
      return this.dispatchEvent(
        new CustomEvent("broadsheet-" + name, { detail, cancelable, bubbles: true, composed: true }),
      );
    }
  }

  customElements.define(TAG, Article);

  // <blockquote data-broadsheet-article="…">, for editors that strip tags they don't know. The element is in the
  // quote's shadow root, with the quote's content as its fallback: to the page, nothing has changed.

  function upgradeQuotes() {
    timer = 0;
    for (const quote of document.querySelectorAll("blockquote[data-" + TAG + "]")) {
      if (quote.shadowRoot) continue;
      const article = /** @type {BroadsheetArticle & { shadowRoot: ShadowRoot }} */ (createElement(TAG));
      const copyAttributes = () => {
        for (const name of Article.observedAttributes) {
          /** @type {any} */ (article)[propertyOf(name)] = quote.getAttribute(
            "data-" + (name === "src" ? TAG : name),
          );
        }
      };
      copyAttributes();
      new MutationObserver(copyAttributes).observe(quote, { attributes: true });
      article.append(createElement("slot"));
      const root = quote.attachShadow({ mode: "open" });
      article.addEventListener("broadsheet-load", () => {
        article.setAttribute(
          "exportparts",
          // As text, a list has the commas that the attribute wants.
          /** @type {any} */ ([...article.shadowRoot.querySelectorAll("[part]")].map(({ part }) => part)),
        );
        root.adoptedStyleSheets = article.shadowRoot.adoptedStyleSheets;
      });
      root.append(article);
    }
  }

  let timer = 0;
  upgradeQuotes();
  const observer = new MutationObserver(() => (timer ||= setTimeout(upgradeQuotes, DEBOUNCE)));
  observer.observe(document, { subtree: true, childList: true });
})().catch(console.error);
