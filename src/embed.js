// <broadsheet-article>: a story on anybody's page. A classic script, since a module would need a CORS header; loaded as
// one, it works as well. All that it adds to the page is the element: no global, no style, nothing in the head. It is
// async so that what a browser or a page lacks is an entry on the console, and no error of the page.
(async () => {
  const TAG = "broadsheet-article";
  // Included twice, or in two versions; or in a page without what it takes, where the links stay.
  if (customElements.get(TAG) || !IntersectionObserver) return;

  // The folder of this file. A module has no `currentScript`, and `import.meta` is for modules alone.
  const [folder] = /http[^?#\s]*\//.exec(document.currentScript?.src || Error().stack) ?? [""];
  // The language of the publisher's site, which `broadsheet publish` writes after the equals sign; nothing as long as the
  // site is not published. It says nothing of an article that lies elsewhere, since there may be two publishers on a page.
  const langFor = (url) => (url && !url.startsWith(folder) ? "" : "lang=".slice(5));

  /** How long a story may take, and how long a frame may be silent once it has loaded, in milliseconds. */
  const PATIENCE = 10000;
  const GRACE = 2000;
  /** After the first attempt, each change waits so long for the next one, in milliseconds. */
  const BURST = 100;

  const ATTRIBUTES = {
    src: "", mode: "auto", layout: "full", theme: "auto", loading: "lazy", "heading-level": 2, height: 0, integrity: "",
  };

  const property = (attribute) => attribute.replace("-l", "L");
  const make = (tag, more) => Object.assign(document.createElement(tag), more);
  // Makes the detail of `broadsheet-error` from an error or from an answer with a bad status. A detail stays as it is.
  const fault = (phase, error = phase) => {
    const { status = 0 } = error;
    return error.phase
      ? error
      : {
          phase,
          status,
          message: status ? "HTTP " + status : "" + error,
          // Of code, fetch, timeout and frame, if no server refused: a browser tells no broken connection from a refusal
          // (0), and one that is too slow (408), in doubt (425), busy (429) or in trouble (5xx) may answer the next time.
          retryable: /^[cft]\D+(0|408|42[59]|5)/.test(phase + status),
        };
  };

  // What all stories of the page share, fetched when the first of them comes near.

  // A frame may be as high as it asks for, within reason.
  const SHELL =
    `:host(:not([hidden])){display:block}` +
    `:host(blockquote){padding:0!important;border:0!important;margin-inline:0!important}` +
    `div{position:relative}` +
    `iframe{all:initial;direction:ltr;display:block;visibility:inherit;pointer-events:inherit;` +
    `width:100%;min-height:80px;max-height:20000px}` +
    `iframe:not([style]){position:absolute;visibility:hidden}`;
  // The last style sheet that was made of each text. One serves the window whose it is, and a page may have several.
  const sheets = {};
  let app;
  let dead;
  let tries = 0;

  const start = () =>
    (app ??= load().catch((error) => {
      app = null;
      throw fault("code", error);
    }));

  async function load() {
    // The first of each takes a browser long, which has nothing else to do now.
    setTimeout(Intl.NumberFormat);
    setTimeout(Intl.DateTimeFormat);
    const [reader, wasm, style] = await Promise.all([
      // Firefox never asks again for a module that did not come; under another fragment it is another module.
      import(folder + "reader.js" + "#".repeat(tries++)),
      fetch(folder + "reader_bg.wasm"),
      fetch(folder + "embed.css"),
    ]);
    if (!style.ok) throw style;
    await reader.default({ module_or_path: wasm });
    return [reader, await style.text()];
  }

  // The newest of each address and hash, while it is under way or in use: fetched once, however many elements show it.
  const stories = new Map();

  function story(url, integrity, ends) {
    const key = url + " " + integrity; // No address has a space in it.
    let shared = stories.get(key);
    if (!shared) {
      stories.set(key, (shared = new AbortController()));
      shared.users = 0;
      shared.bytes = read(url, integrity, shared.signal);
    }
    shared.users++;
    ends.push(() => {
      if (--shared.users) return;
      shared.abort();
      // After a reload, a newer one has its place.
      if (stories.get(key) === shared) stories.delete(key);
    });
    return shared.bytes;
  }

  async function read(url, integrity, signal) {
    try {
      if (!/^(sha(256|384|512)-|$)/.test(integrity)) throw "no hash";
      const answer = await fetch(url, { cache: "no-cache", integrity, signal });
      if (answer.ok) return new Uint8Array(await answer.arrayBuffer());
      throw fault("fetch", answer);
    } catch (error) {
      // Nobody is told whether it is the hash that was wrong.
      throw fault(integrity ? "integrity" : "fetch", error);
    }
  }

  const all = new Set(); // Those that show a story by the app, or are about to.

  class Article extends HTMLElement {
    static observedAttributes = Object.keys(ATTRIBUTES);

    static {
      for (const [name, value] of Object.entries(ATTRIBUTES)) {
        Object.defineProperty(this.prototype, property(name), {
          get() {
            const text = this.getAttribute(name) ?? value;
            return value.toFixed ? +text || value : text;
          },
          set(value) {
            if (value == null) this.removeAttribute(name);
            else this.setAttribute(name, value);
          },
        });
      }

      // A panic in something that lives on in a story, as a button does.
      addEventListener("error", ({ error }) => {
        if (error?.name === "RuntimeError" && String(error.stack).includes(folder + "reader")) this.#die(error);
      });
    }

    // Nothing is to be cleaned up in a dead instance.
    static #die(error) {
      dead = fault("panic", error);
      all.forEach((article) => article.#state === "idle" || article.#fall(dead));
    }

    #root = this.attachShadow({ mode: "open" });
    #place = make("div", { onclick: (event) => this.#click(event), className: "broadsheet" });
    #slot = make("slot");
    #data;
    #queued;
    #wanted = ""; // What the last attempt was for.
    #changed; // Whether there was an attempt.
    #view; // The window it is in.
    #ends = []; // What ends with the attempt; of each attempt its own.
    #height = 0; // Of the story, or of the last one.
    #state;
    #error;

    constructor() {
      super();
      this.#clear();
      this.#root.append(this.#place);
      // Set before there was this class.
      for (const [name, value] of Object.entries(this)) {
        if (name in Article.prototype) {
          delete this[name];
          Reflect.set(this, name, value);
        }
      }
    }

    get data() {
      return this.#data;
    }

    set data(value) {
      this.#data = value;
      this.#wanted = null;
      this.#gather();
    }

    get state() {
      return this.#state;
    }

    get error() {
      return this.#error;
    }

    reload() {
      stories.delete(this.#url() + " " + this.integrity);
      this.data = this.#data;
    }

    connectedCallback() {
      this.#gather();
    }

    disconnectedCallback() {
      this.#gather();
    }

    attributeChangedCallback() {
      this.#gather();
    }

    async #gather() {
      if (this.#queued) return;
      this.#queued = true;
      await null;
      this.#queued = false;
      this.#update();
    }

    #update() {
      const eager = this.loading === "eager";
      const view = this.ownerDocument.defaultView;
      const wanted =
        this.isConnected && view && (this.src || this.#data)
          ? [this.src, this.mode, this.layout, this.headingLevel, this.integrity].join()
          : "";
      if (wanted === this.#wanted && view === this.#view) {
        this.#keep();
        return wanted && eager && this.#load();
      }
      this.#wanted = wanted;
      this.#view = view;
      this.#clear();
      if (!wanted) return;
      all.add(this);
      const load = () => this.#load();
      this.#listen("beforeprint", load);
      const near = (entries) => entries.pop().isIntersecting && load();
      this.#wait(
        eager ? load : () => this.#observe(new view.IntersectionObserver(near, { rootMargin: "1000px" }), this),
        this.#changed && BURST,
      );
      this.#changed = true;
    }

    // The theme of a frame, and the room that the host asks for; until a story shows, that of the last one: else readers
    // would lose their place.
    #keep() {
      const { height } = this;
      const room = { inline: height, iframe: height, link: 0 }[this.#state];
      this.#place.style.minHeight = (room ?? Math.max(height, this.#wanted && this.#height)) + "px";
      this.#place.lastChild?.contentWindow?.postMessage({ theme: this.theme, broadsheet: 1 }, "*");
    }

    // Until the attempt ends, in the window that the element is in now: it may be moved to that of a frame.
    #listen(type, listener) {
      const view = this.#view;
      view.addEventListener(type, listener);
      this.#ends.push(() => view.removeEventListener(type, listener));
    }

    #observe(observer, target) {
      observer.observe(target);
      this.#ends.push(() => observer.disconnect());
    }

    // An element that was moved to another document has lost its style sheets.
    #dress(css = SHELL) {
      const Sheet = this.#view?.CSSStyleSheet;
      if (!Sheet) return;
      if (!(sheets[css] instanceof Sheet)) (sheets[css] = new Sheet()).replaceSync(css);
      this.#root.adoptedStyleSheets = [sheets[css]];
    }

    // Back to the link, whatever there was.
    #clear() {
      all.delete(this);
      this.#error = null;
      this.#state = "idle";
      this.#keep();
      this.#ends.forEach((end) => end());
      this.#ends = [];
      this.#place.replaceChildren(this.#slot);
      this.#dress();
    }

    #wait(next, time) {
      const timer = setTimeout(next, time);
      this.#ends.push(() => clearTimeout(timer));
    }

    // At the first of several reasons to.
    async #load() {
      if (this.#state !== "idle") return;
      this.#state = "loading";
      if (this.mode === "iframe") return this.#fall(null);
      const ends = this.#ends;
      this.#wait(() => this.#state === "loading" && this.#fall(fault("timeout")), PATIENCE);
      try {
        if (dead) throw dead;
        const url = this.#url();
        const bytes = this.#data
          ? new TextEncoder().encode(JSON.stringify(this.#data))
          : story(url, this.integrity, ends);
        const [[app, css], file] = await Promise.all([start(), bytes]);
        await new Promise(setTimeout); // Each story is a task of its own.
        if (ends !== this.#ends) return;
        let mounted;
        try {
          mounted = app.mount(
            this.#place, file, url, this.headingLevel, this.layout === "card", langFor(this.src && url),
          );
        } catch (error) {
          if (error.message) return Article.#die(error);
          throw fault("story", error);
        }
        ends.push(() => dead || mounted.unmount());
        this.#dress(SHELL + css);
        // Most stories have none.
        if (this.#place.querySelector("track")) {
          import(folder + "captions.js").then((module) => module.default(this.#place), () => {});
        }
        this.#show("inline");
        this.#observe(new this.#view.ResizeObserver(() => this.#resized(this.#place.offsetHeight)), this.#place);
      } catch (error) {
        if (ends === this.#ends) this.#fall(fault("input", error));
      }
    }

    #url() {
      return make("a", { href: this.src }).href;
    }

    #show(state) {
      this.#slot.remove();
      this.#state = state;
      this.#keep();
      this.#emit("load", { state });
    }

    // From the inline story to the frame, if there may be one.
    #fall(cause) {
      this.#clear();
      this.#error = cause;
      const [root, slug] = this.#whole();
      // A frame shows the whole story, and what is in it can't be held against a hash.
      if (!root || this.mode === "inline" || this.layout === "card" || this.integrity) {
        return this.#give(cause ?? fault("input", "no frame"));
      }
      this.#state = "loading";
      const silent = () => this.#state === "loading" && this.#give(cause ?? fault("frame"));
      this.#wait(silent, PATIENCE);
      const frame = make("iframe", {
        allowFullscreen: true,
        name: this.theme, // What comes by a message comes late for the first paint.
        title: this.#words() || slug,
        src: root + `embed/${slug}/`,
        onload: () => this.#wait(silent, GRACE),
      });
      this.#listen("message", ({ source, origin, data }) => {
        if (source !== frame.contentWindow || !frame.src.startsWith(origin + "/")) return;
        if (data?.broadsheet !== 1 || !Number.isFinite(data.height)) return;
        frame.style.height = data.height + "px";
        if (this.#state === "loading") this.#show("iframe");
        this.#resized(frame.offsetHeight);
      });
      this.#place.append(frame);
    }

    // From the frame to the link that was there from the start.
    #give(cause) {
      this.#clear();
      if (!this.#words()) {
        const [root, slug, page] = this.#whole();
        this.#place.append(root ? make("a", { href: root + page, textContent: root + slug }) : this.src);
      }
      this.#error = cause;
      this.#state = "link";
      this.#height = 0;
      this.#keep();
      this.#emit("error", cause);
    }

    // The publication's address, the story's name in it, and the way to its page, if that is an address of the web.
    #whole() {
      const url = this.#url();
      const [, root, slug] = /^(https?:[^?#]*\/)content\/articles\/([^/?#]+)\.json(?![^?#])/.exec(url) ?? [];
      return [root, slug, langFor(url) ? `embed/${slug}/#page` : `#/${slug}`];
    }

    #words() {
      return this.#slot.assignedNodes({ flatten: true }).map((node) => node.textContent).join("").trim();
    }

    #resized(height) {
      if (height === this.#height) return;
      this.#emit("resize", { height: (this.#height = height) });
    }

    #click(event) {
      const link = event.target.closest("a[href]");
      if (!link || !this.#root.contains(link)) return;
      const fragment = link.getAttribute("href");
      // To a tab or window of its own, or to the disk.
      const elsewhere = event.metaKey || event.altKey || event.ctrlKey || event.shiftKey;
      if (fragment[0] === "#") {
        // A fragment leads nowhere in a shadow root.
        event.preventDefault();
        this.#root.getElementById(fragment.slice(1))?.focus();
      } else if (!elsewhere && !this.#emit("navigate", { href: link.href }, true)) {
        event.preventDefault();
      }
    }

    #emit(name, detail, cancelable) {
      return this.dispatchEvent(
        new CustomEvent("broadsheet-" + name, { detail, cancelable, bubbles: true, composed: true }),
      );
    }
  }

  customElements.define(TAG, Article);

  // <blockquote data-broadsheet-article="…">, for editors that strip tags they don't know. The element stands in the
  // quote's shadow root: to the page, nothing has changed.

  function upgrade() {
    timer = null;
    for (const quote of document.querySelectorAll(`blockquote[data-${TAG}]`)) {
      if (quote.shadowRoot) continue;
      const article = make(TAG);
      const copy = () => {
        for (const name of Article.observedAttributes) {
          article[property(name)] = quote.getAttribute("data-" + (name === "src" ? TAG : name));
        }
      };
      copy();
      new MutationObserver(copy).observe(quote, { attributes: true });
      article.append(make("slot"));
      const root = quote.attachShadow({ mode: "open" });
      article.addEventListener("broadsheet-load", () => {
        article.setAttribute("exportparts", [...article.shadowRoot.querySelectorAll("[part]")].map(({ part }) => part));
        root.adoptedStyleSheets = article.shadowRoot.adoptedStyleSheets;
      });
      root.append(article);
    }
  }

  let timer;
  upgrade();
  new MutationObserver(() => (timer ??= setTimeout(upgrade, BURST))).observe(document, { subtree: true, childList: true });
})().catch(console.error);
