// <broadsheet-article>: a story on anybody's page. A classic script, since a module would need a CORS header. All that
// it adds to the page is the element: no global, no style, nothing in the head.
(() => {
  const TAG = "broadsheet-article";
  // Included twice, or in two versions.
  if (customElements.get(TAG)) return;

  const home = document.currentScript.src;
  const at = (file) => new URL(file, home);
  // The language of the publisher's site, which `broadsheet publish` writes after the equals sign; nothing as long as the
  // site is not published. It says nothing of an article that lies elsewhere, since there may be two publishers on a page.
  const langFor = (url) => (url && !url.startsWith(at("./")) ? "" : "lang=".slice(5));

  /** How long a story may take, and how long a frame may be silent once it has loaded, in milliseconds. */
  const PATIENCE = 10000;
  const GRACE = 2000;
  /** Changes that follow each other faster than this wait for the last one, in milliseconds. */
  const BURST = 100;

  const ATTRIBUTES = {
    src: "", mode: "auto", layout: "full", theme: "auto", loading: "lazy", "heading-level": 2, height: 0, integrity: "",
  };
  const PARTS = "kicker, headline, standfirst, byline, dateline, figure, image, caption, body, sponsor, load";

  const property = (attribute) => attribute.replace("-l", "L");
  const make = (tag, more) => Object.assign(document.createElement(tag), more);
  const fault = (phase, error, status = 0) => ({
    phase,
    status,
    message: `${error}`,
    // Of code, fetch, timeout and frame, if no server refused: a browser tells no broken connection from a refusal (0), and
    // one that is too slow (408), in doubt (425), busy (429) or in trouble (5xx) may answer the next time.
    retryable: /^[cft]\D+(0|408|42[59]|5)/.test(phase + status),
  });

  // What all stories of the page share, fetched when the first of them comes near.

  const shell = new CSSStyleSheet();
  shell.replaceSync(
    // A frame may be as high as it asks for, within reason.
    `:host(:not([hidden])){display:block}` +
      `:host(blockquote){margin-inline:0!important;padding:0!important;border:0!important}` +
      `div{position:relative}` +
      `iframe{all:initial;direction:ltr;display:block;visibility:inherit;pointer-events:inherit;` +
      `width:100%;min-height:80px;max-height:20000px}` +
      `iframe:not([style]){position:absolute;visibility:hidden}`,
  );
  const styles = new CSSStyleSheet();
  let app;
  let dead;
  let fragment = "";

  const start = () =>
    (app ??= Promise.all([code(), style()]).catch((error) => {
      app = null;
      throw fault("code", error);
    }));

  async function code() {
    const wasm = fetch(at("./reader_bg.wasm"));
    wasm.catch(() => {}); // The glue reports it.
    // The first of each takes a browser long, which has nothing else to do now.
    setTimeout(() => new Intl.NumberFormat());
    setTimeout(() => new Intl.DateTimeFormat());
    const code = await import(at("./reader.js") + fragment).catch((error) => {
      // Firefox never asks again for a module that did not come; under another fragment it is another module.
      fragment += "#";
      throw error;
    });
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
      const forget = () => stories.delete(key);
      const release = () => --shared.users || (forget(), controller.abort());
      shared = { users: 0, bytes: read(url, integrity, controller.signal), forget, release };
      stories.set(key, shared);
    }
    shared.users++;
    return shared;
  }

  async function read(url, integrity, signal) {
    let answer;
    try {
      answer = await fetch(url, { cache: "no-cache", integrity, signal });
      if (answer.ok) return new Uint8Array(await answer.arrayBuffer());
    } catch (error) {
      // Nobody is told whether it is the hash that was wrong.
      throw fault(integrity ? "integrity" : "fetch", error);
    }
    throw fault("fetch", `HTTP ${answer.status}`, answer.status);
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

      addEventListener("beforeprint", () => this.#all.forEach((article) => article.#load()));
      addEventListener("message", (event) => this.#all.forEach((article) => article.#hear(event)));
      // A panic in something that lives on in a story, as a button does.
      addEventListener("error", ({ error }) => {
        if (error instanceof WebAssembly.RuntimeError && `${error.stack}`.includes(at("./reader"))) this.#die(error);
      });
    }

    // Nothing is to be cleaned up in a dead instance.
    static #die(error) {
      dead = fault("panic", error);
      this.#all.forEach((article) => article.#frame || article.#state === "idle" || article.#fall(dead));
    }

    #root = this.attachShadow({ mode: "open" });
    #place = make("div", { className: "broadsheet", onclick: (event) => this.#click(event) });
    #slot = make("slot");
    #data;
    #queued;
    #wanted = ""; // What the last attempt was for.
    #changed = 0; // When that was.
    #timer; // Of what is under way; a new one, or none, if that is over.
    #story;
    #mounted;
    #frame;
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
      const { src, loading } = this;
      const shows = this.isConnected && (src || this.#data);
      const wanted = shows ? [src, this.mode, this.layout, this.headingLevel, this.integrity].join() : "";
      if (wanted === this.#wanted) {
        this.#keep();
        return wanted && loading === "eager" && this.#load();
      }
      this.#wanted = wanted;
      this.#clear();
      if (!wanted) return;
      Article.#all.add(this);
      this.#wait(
        () => (this.loading === "eager" ? this.#load() : Article.#near.observe(this)),
        Date.now() - this.#changed < BURST ? BURST : 0,
      );
      this.#changed = Date.now();
    }

    // The room that the host asks for, and until a story shows, that of the last one: else readers would lose their place.
    #keep() {
      const { height } = this;
      const room = { inline: height, iframe: height, link: 0 }[this.#state];
      this.#place.style.minHeight = `${room ?? Math.max(height, this.#wanted && this.#height)}px`;
    }

    // Back to the link, whatever there was.
    #clear() {
      clearTimeout(this.#timer);
      Article.#all.delete(this);
      Article.#near.unobserve(this);
      Article.#heights.unobserve(this.#place);
      this.#story?.release();
      const mounted = this.#mounted;
      this.#timer = this.#frame = this.#story = this.#mounted = this.#error = null;
      this.#state = "idle";
      this.#keep();
      if (!dead) mounted?.unmount();
      this.#place.replaceChildren(this.#slot);
      this.#root.adoptedStyleSheets = [shell];
    }

    #wait(next, time) {
      clearTimeout(this.#timer);
      return (this.#timer = setTimeout(next, time));
    }

    // At the first of several reasons to.
    async #load() {
      if (this.#state !== "idle") return;
      this.#state = "loading";
      if (this.mode === "iframe") return this.#fall(null);
      const timer = this.#wait(() => this.#fall(fault("timeout", "silence")), PATIENCE);
      try {
        if (dead) throw dead;
        const { integrity } = this;
        if (integrity && !/^sha(256|384|512)-/.test(integrity)) throw fault("integrity", "no hash");
        const url = resolved(this.src);
        const bytes = this.#data
          ? new TextEncoder().encode(JSON.stringify(this.#data))
          : (this.#story = story(url, integrity)).bytes;
        const [[app], file] = await Promise.all([start(), bytes]);
        await new Promise((done) => setTimeout(done)); // Each story is a task of its own.
        if (timer === this.#timer) this.#mount(app, file, url);
      } catch (error) {
        if (timer === this.#timer) this.#fall(error.phase ? error : fault("input", error));
      }
    }

    #mount(app, bytes, url) {
      try {
        this.#mounted = app.mount(
          this.#place, bytes, url, this.headingLevel, this.layout === "card", langFor(this.src && url),
        );
      } catch (error) {
        if (error.message) return Article.#die(error);
        throw fault("story", error);
      }
      this.#root.adoptedStyleSheets = [shell, styles];
      this.#show("inline");
      Article.#heights.observe(this.#place);
    }

    #show(state) {
      clearTimeout(this.#timer);
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
      Article.#all.add(this);
      this.#state = "loading";
      const silent = () => this.#give(cause ?? fault("frame", "silence"));
      this.#wait(silent, PATIENCE);
      this.#frame = make("iframe", {
        allowFullscreen: true,
        title: this.#words() || slug,
        src: `${root}embed/${slug}/`,
        onload: () => {
          if (this.#state === "iframe") return;
          this.#wait(silent, GRACE);
        },
      });
      this.#place.append(this.#frame);
    }

    #hear({ source, origin, data }) {
      const frame = this.#frame;
      if (source !== frame?.contentWindow || origin !== new URL(frame.src).origin) return;
      if (data?.broadsheet !== 1 || !Number.isFinite(data.height)) return;
      frame.style.height = `${data.height}px`;
      if (this.#state !== "iframe") this.#show("iframe");
      this.#resized(frame.offsetHeight);
    }

    // From the frame to the link that was there from the start.
    #give(cause) {
      this.#clear();
      if (!this.#words()) {
        const [root, slug, page] = this.#whole();
        this.#place.append(root ? make("a", { href: root + page, textContent: root + slug }) : this.src);
      }
      this.#height = 0;
      this.#state = "link";
      this.#error = cause;
      this.#keep();
      this.#emit("error", cause);
    }

    // The publication's address, the story's name in it, and the way to its page, if that is an address of the web.
    #whole() {
      const url = resolved(this.src);
      const [, root, slug] = /^(https?:[^?#]*\/)content\/articles\/([^/?#]+)\.json(?![^?#])/.exec(url) ?? [];
      return [root, slug, langFor(url) ? `embed/${slug}/#page` : `#/${slug}`];
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
      // To a tab or window of its own, or to the disk.
      const elsewhere = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
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
        new CustomEvent("broadsheet-" + name, { bubbles: true, composed: true, cancelable, detail }),
      );
    }
  }

  const resolved = (src) => make("a", { href: src }).href;

  customElements.define(TAG, Article);

  // <blockquote data-broadsheet-article="…">, for editors that strip tags they don't know. The element stands in the
  // quote's shadow root: to the page, nothing has changed.

  function upgrade() {
    timer = null;
    for (const quote of document.querySelectorAll(`blockquote[data-${TAG}]`)) {
      if (quote.shadowRoot) continue;
      const article = make(TAG);
      const copy = () => {
        for (const name in ATTRIBUTES) {
          article[property(name)] = quote.getAttribute("data-" + (name === "src" ? TAG : name));
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
