// <broadsheet-article>: a story on anybody's page. A classic script, since a module would need a CORS header. All that
// it adds to the page is the element: no global, no style, nothing in the head.
(() => {
  const TAG = "broadsheet-article";
  // Included twice, or in two versions.
  if (customElements.get(TAG)) return;

  const home = document.currentScript.src;
  const at = (file) => new URL(file, home).href;

  /** How long a story may take, and how long a frame may be silent once it has loaded, in milliseconds. */
  const PATIENCE = 10000;
  const GRACE = 2000;
  /** Changes that follow each other faster than this wait for the last one, in milliseconds. */
  const BURST = 100;
  /** The heights that a frame may ask for, in pixels. */
  const LOWEST = 80;
  const HIGHEST = 20000;

  const ATTRIBUTES = {
    src: "", mode: "auto", layout: "full", theme: "auto", loading: "lazy", "heading-level": 2, height: 0, integrity: "",
  };
  const PARTS = "kicker, headline, standfirst, byline, dateline, figure, image, caption, body, sponsor, load";

  const property = (attribute) => attribute.replace("-l", "L");
  const make = (tag, more) => Object.assign(document.createElement(tag), more);
  const fault = (phase, error, status = 0) => ({
    phase,
    status,
    message: `${error.message ?? error}`,
    // Not input, integrity, story and panic. As for the rest, a browser does not tell a broken connection from a refusal.
    retryable: !/^[isp]/.test(phase) && (!status || status === 429 || status > 499),
  });

  // What all stories of the page share, fetched when the first of them comes near.

  const shell = new CSSStyleSheet();
  shell.replaceSync(
    `:host{display:block}:host(blockquote){margin-inline:0!important;padding:0!important;border:0!important}` +
      `div{position:relative}iframe{all:initial;display:block;direction:ltr;inline-size:100%}` +
      `iframe:not([style]){position:absolute;block-size:${LOWEST}px;visibility:hidden}`,
  );
  const styles = new CSSStyleSheet();
  let app;
  let dead;

  const start = () =>
    (app ??= Promise.all([code(), style()]).then(
      ([code]) => code,
      (error) => {
        app = null;
        throw fault("code", error);
      },
    ));

  async function code() {
    const wasm = fetch(at("./reader_bg.wasm"));
    wasm.catch(() => {}); // The glue reports it.
    // The first of each takes a browser long, which has nothing else to do now.
    setTimeout(() => new Intl.NumberFormat());
    setTimeout(() => new Intl.DateTimeFormat());
    const code = await import(at("./reader.js"));
    await code.default({ module_or_path: wasm });
    return code;
  }

  async function style() {
    const answer = await fetch(at("./embed.css"));
    if (!answer.ok) throw `HTTP ${answer.status}`;
    styles.replaceSync(await answer.text());
  }

  // Stories under way or in use, each fetched once however many elements show it.
  const stories = new Map();

  function story(url, integrity) {
    const key = url + integrity;
    let shared = stories.get(key);
    if (!shared) {
      const controller = new AbortController();
      const forget = () => stories.get(key) === shared && stories.delete(key);
      const release = () => --shared.users || (forget(), controller.abort());
      shared = { users: 0, bytes: read(url, integrity, controller.signal), forget, release };
      stories.set(key, shared);
    }
    shared.users++;
    return shared;
  }

  async function read(url, integrity, signal) {
    let status;
    try {
      const answer = await fetch(url, { cache: "no-cache", credentials: "omit", integrity, signal });
      if (answer.ok) return new Uint8Array(await answer.arrayBuffer());
      ({ status } = answer);
    } catch (error) {
      // Nobody is told whether it is the hash that was wrong.
      throw fault(integrity ? "integrity" : "fetch", error);
    }
    throw fault("fetch", `HTTP ${status}`, status);
  }

  class Article extends HTMLElement {
    static observedAttributes = Object.keys(ATTRIBUTES);

    static #all = new Set(); // Those that show a story, or are about to.
    static #near = new IntersectionObserver(
      (entries) => entries.forEach(({ isIntersecting, target }) => isIntersecting && target.#load()),
      { rootMargin: "1000px" },
    );
    static #heights = new ResizeObserver((entries) =>
      entries.forEach(({ target }) => target.getRootNode().host.#resized(target.offsetHeight)),
    );

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

      addEventListener("beforeprint", () => this.#all.forEach((article) => article.#state === "idle" && article.#load()));
      addEventListener("message", ({ source, origin, data }) => {
        if (data?.broadsheet === 1 && Number.isFinite(data.height)) {
          this.#all.forEach((article) => article.#hear(source, origin, data.height));
        }
      });
      // A panic in something that lives on in a story, as a button does.
      addEventListener("error", ({ error }) => {
        if (error instanceof WebAssembly.RuntimeError && `${error.stack}`.includes(at("./reader"))) this.#die(error);
      });
    }

    // Nothing is to be cleaned up in a dead instance.
    static #die(error) {
      dead = fault("panic", error);
      this.#all.forEach((article) => /inline|loading/.test(article.#state) && !article.#frame && article.#fall(dead));
    }

    #root = this.attachShadow({ mode: "open" });
    #place = make("div");
    #slot = make("slot");
    #data;
    #queued;
    #wanted = ""; // What the last attempt was for.
    #changed = 0; // When that was.
    #timer; // Of what is under way; a new one, or none, if that is over.
    #story;
    #mounted;
    #frame;
    #origin;
    #height;
    #state = "idle";
    #error = null;

    constructor() {
      super();
      this.#root.adoptedStyleSheets = [shell];
      this.#place.append(this.#slot);
      this.#place.onclick = (event) => this.#click(event);
      this.#root.append(this.#place);
      // Set before there was this class.
      for (const name of ["data", ...Object.keys(ATTRIBUTES).map(property)]) {
        if (Object.hasOwn(this, name)) {
          const value = this[name];
          delete this[name];
          this[name] = value;
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
      this.#story?.forget();
      this.#wanted = null;
      this.#gather();
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

    #gather() {
      if (this.#queued) return;
      this.#queued = true;
      queueMicrotask(() => {
        this.#queued = false;
        this.#update();
      });
    }

    #update() {
      const { src, mode, layout, loading, headingLevel, integrity, height } = this;
      this.#place.style.minBlockSize = `${height}px`;
      const shows = this.isConnected && (src || this.#data);
      const wanted = shows ? [src, mode, layout, headingLevel, integrity].join("\n") : "";
      if (wanted === this.#wanted) {
        if (wanted && loading === "eager" && this.#state === "idle") this.#load();
        return;
      }
      this.#wanted = wanted;
      this.#clear();
      this.#state = "idle";
      this.#error = null;
      if (!wanted) return;
      Article.#all.add(this);
      const now = Date.now();
      const begin = () => (this.loading === "eager" ? this.#load() : Article.#near.observe(this));
      this.#timer = setTimeout(begin, now - this.#changed < BURST ? BURST : 0);
      this.#changed = now;
    }

    // Back to the link, whatever there was.
    #clear() {
      clearTimeout(this.#timer);
      Article.#all.delete(this);
      Article.#near.unobserve(this);
      Article.#heights.unobserve(this.#place);
      this.#story?.release();
      const mounted = this.#mounted;
      this.#timer = this.#frame = this.#height = this.#story = this.#mounted = null;
      if (!dead) mounted?.unmount();
      this.#place.className = "";
      this.#place.replaceChildren(this.#slot);
      this.#root.adoptedStyleSheets = [shell];
    }

    async #load() {
      Article.#near.unobserve(this);
      clearTimeout(this.#timer);
      this.#state = "loading";
      if (this.mode === "iframe") return this.#fall(null);
      const timer = (this.#timer = setTimeout(() => this.#fall(fault("timeout", "too late")), PATIENCE));
      try {
        if (dead) throw dead;
        const { integrity } = this;
        if (integrity && !/^sha(256|384|512)-/.test(integrity)) throw fault("integrity", "no hash");
        const url = resolved(this.src);
        const bytes = this.#data ? encode(this.#data) : (this.#story = story(url, integrity)).bytes;
        const [app, file] = await Promise.all([start(), bytes]);
        await new Promise((done) => setTimeout(done)); // Each story is a task of its own.
        if (timer === this.#timer) this.#mount(app, file, url);
      } catch (error) {
        if (timer === this.#timer) this.#fall(error.phase ? error : fault("input", error));
      }
    }

    #mount(app, bytes, url) {
      try {
        this.#mounted = app.mount(this.#place, bytes, url, this.headingLevel, this.layout === "card");
      } catch (error) {
        if (error.message) return Article.#die(error);
        throw fault("story", error);
      }
      this.#root.adoptedStyleSheets = [shell, styles];
      this.#place.className = "broadsheet";
      this.#show("inline");
      Article.#heights.observe(this.#place);
    }

    #show(state) {
      clearTimeout(this.#timer);
      this.#slot.remove();
      this.#state = state;
      this.#emit("load", { state });
    }

    // From the inline story to the frame, if there may be one.
    #fall(cause) {
      this.#clear();
      this.#error = cause;
      const [root, slug] = this.#whole();
      // A frame shows the whole story, and what is in it can't be held against a hash.
      const framed = !cause || (this.mode !== "inline" && this.layout !== "card" && !this.integrity);
      if (!root || !framed) return this.#give(cause ?? fault("input", "no story"));
      Article.#all.add(this);
      this.#state = "loading";
      this.#origin = new URL(root).origin;
      const silent = () => this.#give(cause ?? fault("frame", "silence"));
      this.#timer = setTimeout(silent, PATIENCE);
      this.#frame = make("iframe", {
        title: this.#words() || slug,
        src: `${root}embed/${slug}/`,
        onload: () => {
          if (this.#state === "iframe") return;
          clearTimeout(this.#timer);
          this.#timer = setTimeout(silent, GRACE);
        },
      });
      this.#place.append(this.#frame);
    }

    #hear(source, origin, height) {
      if (!this.#frame || source !== this.#frame.contentWindow || origin !== this.#origin) return;
      height = Math.min(Math.max(height, LOWEST), HIGHEST);
      this.#frame.style.blockSize = `${height}px`;
      if (this.#state !== "iframe") this.#show("iframe");
      this.#resized(height);
    }

    // From the frame to the link that was there from the start.
    #give(cause) {
      this.#clear();
      if (!this.#words()) {
        const [root, slug] = this.#whole();
        this.#place.append(root ? make("a", { href: `${root}#/${slug}`, textContent: root + slug }) : this.src);
      }
      this.#state = "link";
      this.#error = cause;
      this.#emit("error", cause);
    }

    // The publication's address, and the story's name in it, if that is an address of the web.
    #whole() {
      const [, ...parts] = /^(https?:[^?#]*\/)content\/articles\/([^/?#]+)\.json/.exec(resolved(this.src)) ?? [];
      return parts;
    }

    #words() {
      return this.#slot.assignedNodes({ flatten: true }).map((node) => node.textContent).join("").trim();
    }

    #resized(height) {
      if (height === this.#height) return;
      this.#height = height;
      this.#emit("resize", { height });
    }

    #click(event) {
      const link = event.target.closest("a[href]");
      if (!link || !this.#root.contains(link)) return;
      const fragment = link.getAttribute("href");
      if (fragment[0] === "#") {
        // A fragment leads nowhere in a shadow root.
        event.preventDefault();
        this.#root.getElementById(fragment.slice(1))?.focus();
      } else if (!this.#emit("navigate", { href: link.href }, true)) {
        event.preventDefault();
      }
    }

    #emit(name, detail, cancelable) {
      return this.dispatchEvent(
        new CustomEvent(`broadsheet-${name}`, { bubbles: true, composed: true, cancelable, detail }),
      );
    }
  }

  const resolved = (src) => make("a", { href: src }).href;
  const encode = (data) => new TextEncoder().encode(JSON.stringify(data));

  customElements.define(TAG, Article);

  // <blockquote data-broadsheet-article="…">, for editors that strip tags they don't know. The element stands in the
  // quote's shadow root: to the page, nothing has changed.

  function upgrade() {
    timer = null;
    for (const quote of document.querySelectorAll("blockquote[data-broadsheet-article]")) {
      if (quote.shadowRoot) continue;
      const article = make(TAG);
      const copy = () => {
        for (const name in ATTRIBUTES) {
          article[property(name)] = quote.getAttribute(`data-${name === "src" ? TAG : name}`);
        }
      };
      copy();
      new MutationObserver(copy).observe(quote, { attributes: true });
      article.setAttribute("exportparts", PARTS);
      article.append(make("slot"));
      const root = quote.attachShadow({ mode: "open" });
      article.addEventListener("broadsheet-load", () => (root.adoptedStyleSheets = [shell, styles]));
      root.append(article);
    }
  }

  let timer;
  upgrade();
  new MutationObserver(() => (timer ??= setTimeout(upgrade, BURST))).observe(document, { childList: true, subtree: true });
})();
