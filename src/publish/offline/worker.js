// Keeps the stories that a reader has read, for when the network is away. In a page, this file registers itself; as a
// service worker, it does the work. It is published as offline.js.
//
// A copy is a visit: the page, its pictures and its scripts, in a cache of their own. So no copy ever mixes two releases
// or two states of a story. All that is known of a copy is in the name of its cache: whose, which client's visit, when,
// of which page. Online, nothing is taken from a copy, but for pages that are one.

(() => {
  // It is another with each release, so that browsers fetch the offline page anew.
  const RELEASE = "{release}";
  // A page of which there is a copy may be silent for so long and take so long in all, in milliseconds. Then the copy is
  // shown.
  const SILENCE = 5000;
  const WHOLE = 30000;
  // How many copies are kept, and how many are left when the device has no room for more.
  const COPIES = 50;
  const FEW = 10;
  // What a finished page of this site has in it.
  const NOTE = /(<p class="copy-note" lang="([a-z]+)" role="status") hidden="">([^<]*)/;
  // The tags of a page that name files of an image, and their attributes. A value may have ">" in it.
  const IMAGE = /<picture\b.*?<\/picture>|<img\b(?:[^>"]|"[^"]*")*>/gs;
  const FILE_TAG = /<(?:img|source)\b(?:[^>"]|"[^"]*")*>/g;
  const ATTRIBUTE = /\s([^\s=">]+)="([^"]*)"/g;
  const ENTITY = /&(?:#x([\da-f]+)|#(\d+)|(amp|lt|gt|quot|apos));/gi;
  const NAMED = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
  // Below the root: the front page, sections and stories.
  const PAGE = /^(page\/\d+\/|section\/[^/]+\/(page\/\d+\/)?|(\d+\/\d\d|undated)\/[^/]+\/)?$/;
  // What pages are made with: scripts and wasm beside the front page, and the content.
  const PART = /^([^/]+\.(js|wasm)|content\/.+)$/;

  if (self.document) {
    register(document.currentScript.src);
    return;
  }

  const root = self.registration.scope;
  const whose = `broadsheet ${root} `;
  const offlinePage = `${whose}- ${RELEASE}`;

  addEventListener("install", (event) => event.waitUntil(install()));
  addEventListener("activate", (event) => event.waitUntil(activate()));
  // One after the other: the first makes the copy that the others add to.
  let adopting = Promise.resolve();
  addEventListener("message", (event) => {
    // If one fails, parts of the copy are missing, and the page has lost nothing.
    adopting = adopting.then(() => adopt(event.source, event.data)).catch(() => {});
    event.waitUntil(adopting);
  });
  addEventListener("fetch", (event) => {
    const { request } = event;
    if (request.method !== "GET" || request.headers.has("Range")) return;
    if (request.mode === "navigate") {
      const url = request.destination === "document" && pageOf(request.url);
      // A navigation that is none of ours is answered, too: its preload would be thrown away, and the server asked twice.
      event.respondWith(url ? open(event, url) : navigate(event));
    } else if (isPart(request.url) && event.clientId && request.cache !== "no-store") {
      event.respondWith(part(event));
    }
  });

  async function register(script) {
    try {
      const { serviceWorker } = navigator;
      const controlled = serviceWorker.controller;
      await serviceWorker.register(script);
      if (document.readyState !== "complete") await new Promise((done) => addEventListener("load", done));
      if (controlled) return;
      // On the first visit, parts of the page are loaded past the worker: it is told of them.
      const { active } = await serviceWorker.ready;
      // All but who is logged in, which is asked anew each time.
      const check = document.querySelector("[data-check]")?.dataset.check;
      const question = check && new URL(check, document.baseURI).href.split("#")[0];
      const partsOf = (list) => list.getEntries().map(({ name }) => name).filter((name) => name !== question);
      const tell = (list) => active.postMessage(partsOf(list));
      new PerformanceObserver(tell).observe({ type: "resource", buffered: true });
    } catch {
      // The browser, or its owner, wants no worker: then there are no copies.
    }
  }

  async function install() {
    const cache = await caches.open(offlinePage);
    await cache.add(new Request(`${root}offline.html`, { cache: "reload" }));
    // Nothing here depends on the release that is on screen.
    await self.skipWaiting();
  }

  async function activate() {
    const pages = (await caches.keys()).filter((name) => name.startsWith(`${whose}- `) && name !== offlinePage);
    await Promise.all(pages.map((name) => caches.delete(name)));
    // Not in Firefox, where a preload that fails ends the navigation: no copy could be shown.
    if (!navigator.userAgent.includes("Gecko/")) await self.registration.navigationPreload?.enable();
    await self.clients.claim();
  }

  // The address by which a page is kept, if it is one of ours.
  function pageOf(address) {
    const url = new URL(address);
    url.search = url.hash = "";
    const page = url.href.replace(/(^|\/)index\.html$/, "$1");
    return page.startsWith(root) && PAGE.test(page.slice(root.length)) ? page : undefined;
  }

  function isPart(address) {
    return address.startsWith(root) && PART.test(address.slice(root.length).split(/[?#]/)[0]);
  }

  // The newest first.
  async function copies() {
    const names = (await caches.keys()).filter((name) => name.startsWith(whose) && !name.startsWith(`${whose}- `));
    const all = names.map((name) => {
      const [client, time, page] = name.slice(whose.length).split(" ");
      return { name, client, page, time: Number(time) };
    });
    return all.sort((one, other) => other.time - one.time);
  }

  async function copyOf(page) {
    for (const copy of (await copies()).filter((copy) => copy.page === page)) {
      const cache = await caches.open(copy.name);
      const answer = await cache.match(page);
      // A visit that was cut short has none.
      if (answer) return { ...copy, cache, answer };
    }
  }

  async function open(event, page) {
    // While the copy is looked for.
    const asked = navigate(event);
    asked.catch(() => {});
    const copy = await copyOf(page);
    const answer = await (copy ? inTime(asked) : asked.catch(() => {}));
    if (!answer || (copy && mayPass(answer.status))) return copy ? shown(copy) : offline();
    if (answer.ok && event.resultingClientId) {
      const name = `${whose}${event.resultingClientId} ${Date.now()} ${page}`;
      // Before the page asks for its parts, which go in there.
      await caches.open(name).catch(() => {});
      event.waitUntil(keep(name, page, answer.clone()));
    } else if (answer.status === 404 || answer.status === 410) {
      // Withdrawn.
      event.waitUntil(forget((kept) => kept.page === page));
    }
    return answer;
  }

  // Whether the server failed, or refused for the moment alone: the same as `verdict` in src/load.rs.
  function mayPass(status) {
    return [408, 425, 429].includes(status) || status >= 500;
  }

  // A navigation goes out as the browser makes it. A preload has all its headers; a request that is passed on has its
  // Referer, but only without any options, each of which would make another kind of request of it.
  async function navigate(event) {
    return (await event.preloadResponse) ?? fetch(event.request);
  }

  // The answer, or nothing if it fails or is late, up to its last byte. It is held back until then: a page of which a part
  // was shown can't be exchanged for a copy.
  async function inTime(asked) {
    const deadline = Date.now() + WHOLE;
    try {
      const answer = await within(deadline, asked);
      return answer.ok && answer.body ? await whole(answer, deadline) : answer;
    } catch {
      // What would still arrive is not wanted any more.
      asked.then(({ body }) => body?.cancel()).catch(() => {});
    }
  }

  async function whole({ body, status, statusText, headers }, deadline) {
    const reader = body.getReader();
    const chunks = [];
    try {
      for (let chunk; !(chunk = await within(deadline, reader.read())).done; ) chunks.push(chunk.value);
    } finally {
      reader.cancel().catch(() => {});
    }
    return new Response(new Blob(chunks), { status, statusText, headers });
  }

  // Fails where a promise takes longer than SILENCE, or goes past the deadline.
  function within(deadline, promise) {
    let timer;
    const late = new Promise((_, fail) => {
      timer = setTimeout(fail, Math.min(SILENCE, deadline - Date.now()));
    });
    return Promise.race([promise, late]).finally(() => clearTimeout(timer));
  }

  async function keep(name, page, answer) {
    try {
      const html = await answer.text();
      if (!NOTE.test(html)) return caches.delete(name);
      const cache = await caches.open(name);
      await cache.put(page, new Response(html, { headers: answer.headers }));
      await forget((kept, index) => kept.name !== name && (kept.page === page || index >= COPIES));
    } catch {
      // Cut short, or there is no room. The copy that was there before stays.
      await caches.delete(name);
      await forget((_, index) => index >= FEW);
    }
  }

  // Keeps a page that was loaded past this worker, or parts of it.
  async function adopt({ id, url }, addresses) {
    const page = pageOf(url);
    if (!page) return;
    let name = (await copies()).find(({ client }) => client === id)?.name;
    if (!name) {
      name = `${whose}${id} ${Date.now()} ${page}`;
      const answer = await fetch(page, { cache: "no-cache" });
      if (!answer.ok) return;
      await keep(name, page, answer);
      if (!(await caches.has(name))) return;
    }
    const cache = await caches.open(name);
    const add = async (address) => (await cache.match(address)) ?? cache.add(address);
    await Promise.allSettled(addresses.filter(isPart).map(add));
  }

  async function forget(which) {
    const gone = (await copies()).filter(which);
    await Promise.all(gone.map(({ name }) => caches.delete(name)));
  }

  async function part({ request, clientId }) {
    const visit = (await copies()).find(({ client }) => client === clientId);
    if (!visit) return (await fromCopy(request, clientId)) ?? fetch(request);
    const cache = await caches.open(visit.name);
    try {
      const answer = await fetch(request);
      // Without room for it, it is missing in the copy.
      if (answer.status === 200) cache.put(request, answer.clone()).catch(() => {});
      return answer;
    } catch (error) {
      const kept = await keptPart(request, cache, visit.page);
      if (kept) return kept;
      throw error;
    }
  }

  // What a page that is a copy asks for comes from the same copy.
  async function fromCopy(request, clientId) {
    const client = await self.clients.get(clientId);
    const page = client && pageOf(client.url);
    const copy = page && (await copyOf(page));
    return copy && keptPart(request, copy.cache, page);
  }

  // A part of a copy. In place of an image's file that was never shown, the widest one of the same image that was: in
  // another window, or on another screen, a browser asks for another file.
  async function keptPart(request, cache, page) {
    const kept = await cache.match(request, { ignoreVary: true });
    if (kept || request.destination !== "image") return kept;
    const html = await (await cache.match(page))?.text();
    for (const [image] of html?.matchAll(IMAGE) ?? []) {
      const files = filesOf(image, page);
      if (!files.some(({ url }) => url === request.url)) continue;
      for (const { url } of files) {
        const other = await cache.match(url, { ignoreVary: true });
        if (other) return other;
      }
    }
  }

  // The files that a <picture> or an <img> can show, the widest first.
  function filesOf(image, page) {
    const files = [];
    const add = (address, width) => {
      try {
        files.push({ url: new URL(address, page).href, width: parseFloat(width) || 0 });
      } catch {
        // What is no address is no file.
      }
    };
    for (const [tag] of image.matchAll(FILE_TAG)) {
      const { src, srcset = "", width } = attributesOf(tag);
      for (const candidate of srcset.split(/,\s+/)) add(...candidate.trim().split(/\s+/));
      if (src) add(src, width);
    }
    return files.sort((one, other) => other.width - one.width);
  }

  function attributesOf(tag) {
    const decode = (_, hex, decimal, name) =>
      name ? NAMED[name.toLowerCase()] : String.fromCodePoint(hex ? parseInt(hex, 16) : decimal);
    const attributes = [...tag.matchAll(ATTRIBUTE)];
    return Object.fromEntries(attributes.map(([, name, value]) => [name, value.replace(ENTITY, decode)]));
  }

  async function shown({ answer, time }) {
    const date = new Date(time);
    const html = (await answer.text()).replace(NOTE, (_, start, lang, words) => {
      const said = date.toLocaleString(lang, { dateStyle: "long", timeStyle: "short" });
      return `${start}>${words}<time datetime="${date.toISOString()}">${said}</time>`;
    });
    return new Response(html, { headers: answer.headers });
  }

  // Written for the root of the site, where all its addresses begin with "./"; it answers for others.
  async function offline() {
    const page = await caches.match(`${root}offline.html`, { cacheName: offlinePage });
    if (!page) return Response.error();
    const html = (await page.text()).replaceAll('="./', `="${root}`);
    return new Response(html, { status: 503, headers: page.headers });
  }
})();
