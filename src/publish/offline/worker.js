// Keeps copies of the pages that a reader has visited, for reading offline. Published as offline.js. Loaded in a page,
// this file registers itself as the service worker.
//
// A copy is made per visit: the page, its images and its scripts, in one cache. So a copy never mixes two releases or
// two versions of an article. The name of the cache contains the scope, the id of the client, the time and the address
// of the page. Online, files come from the network; only a page that is itself shown from a copy gets its files from
// the copy.

(() => {
  // Changes with each release, so that browsers install the new worker and fetch the offline page again.
  const RELEASE = "{release}";
  // Timeouts in milliseconds, for a page that there is a copy of: the time without data, and the total time. After
  // either of them, the copy is shown.
  const SILENCE = 5000;
  const WHOLE = 30000;
  // The maximum number of copies, and the number that is left when the storage quota is used up.
  const COPIES = 50;
  const FEW = 10;
  // Every finished page of this site contains this note.
  const NOTE = /(<p class="copy-note" lang="([a-z]+)" role="status") hidden="">([^<]*)/;
  // The tags that name the files of an image, and their attributes. An attribute value may contain ">".
  const IMAGE = /<picture\b.*?<\/picture>|<img\b(?:[^>"]|"[^"]*")*>/gs;
  const FILE_TAG = /<(?:img|source)\b(?:[^>"]|"[^"]*")*>/g;
  const ATTRIBUTE = /\s([^\s=">]+)="([^"]*)"/g;
  const ENTITY = /&(?:#x([\da-f]+)|#(\d+)|(amp|lt|gt|quot|apos));/gi;
  const NAMED = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
  // The addresses of pages, relative to the root: front page, archive, pages, lists and articles. The feeds of a list lie in its
  // folder, and are no pages.
  const PAGE =
    /^((\d+{pages})\/|page\/\d+\/|(section|topics|series|authors)\/([^/]+\/(page\/\d+\/)?)?|\d+\/\d\d\/([^/]+\/)?|undated\/[^/]+\/)?$/;
  // The addresses of files that pages load, relative to the root: scripts and wasm, and files in content/.
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
  // Messages are processed one at a time: the first creates the copy, and later ones add to it.
  let adopting = Promise.resolve();
  addEventListener("message", (event) => {
    // After an error the copy is incomplete, but the page itself is not affected.
    adopting = adopting.then(() => adopt(event.source, event.data)).catch(() => {});
    event.waitUntil(adopting);
  });
  addEventListener("fetch", (event) => {
    const { request } = event;
    if (request.method !== "GET" || request.headers.has("Range")) return;
    if (request.mode === "navigate") {
      const url = request.destination === "document" && pageOf(request.url);
      // Respond to navigations to other addresses, too. Otherwise the browser would discard the navigation preload, and
      // request the page twice.
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
      // On the first visit, the page loads files before the worker controls it, so report them to the worker.
      const { active } = await serviceWorker.ready;
      // Leave out the login check, which must never come from a copy.
      const check = document.querySelector("[data-check]")?.dataset.check;
      const question = check && new URL(check, document.baseURI).href.split("#")[0];
      const partsOf = (list) => list.getEntries().map(({ name }) => name).filter((name) => name !== question);
      const tell = (list) => active.postMessage(partsOf(list));
      new PerformanceObserver(tell).observe({ type: "resource", buffered: true });
    } catch {
      // The browser or its settings don't allow service workers, so there are no copies.
    }
  }

  async function install() {
    const cache = await caches.open(offlinePage);
    await cache.add(new Request(`${root}offline.html`, { cache: "reload" }));
    // The new worker can take over at once, since it does not depend on the release of the open pages.
    await self.skipWaiting();
  }

  async function activate() {
    const pages = (await caches.keys()).filter((name) => name.startsWith(`${whose}- `) && name !== offlinePage);
    await Promise.all(pages.map((name) => caches.delete(name)));
    // Firefox gets no navigation preload: there, a failed preload fails the navigation, and no copy could be shown.
    if (!navigator.userAgent.includes("Gecko/")) await self.registration.navigationPreload?.enable();
    await self.clients.claim();
  }

  // Returns the address under which a page is stored, or undefined if it is not a page of this site.
  function pageOf(address) {
    const url = new URL(address);
    url.search = url.hash = "";
    const page = url.href.replace(/(^|\/)index\.html$/, "$1");
    return page.startsWith(root) && PAGE.test(page.slice(root.length)) ? page : undefined;
  }

  function isPart(address) {
    return address.startsWith(root) && PART.test(address.slice(root.length).split(/[?#]/)[0]);
  }

  // Lists all copies, the newest first.
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
      // The copy of an interrupted visit does not contain the page.
      if (answer) return { ...copy, cache, answer };
    }
  }

  async function open(event, page) {
    // Request the page while looking for a copy.
    const asked = navigate(event);
    asked.catch(() => {});
    const copy = await copyOf(page);
    const answer = await (copy ? inTime(asked) : asked.catch(() => {}));
    if (!answer || (copy && mayPass(answer.status))) return copy ? shown(copy) : offline();
    if (answer.ok && event.resultingClientId) {
      const name = `${whose}${event.resultingClientId} ${Date.now()} ${page}`;
      // Create the cache before the page requests its files, which are stored in it.
      await caches.open(name).catch(() => {});
      event.waitUntil(keep(name, page, answer.clone()));
    } else if (answer.status === 404 || answer.status === 410) {
      // The page was withdrawn, so its copies are deleted.
      event.waitUntil(forget((kept) => kept.page === page));
    }
    return answer;
  }

  // Whether a status means a temporary error. The rule is the same as that of `verdict` in src/load.rs.
  function mayPass(status) {
    return [408, 425, 429].includes(status) || status >= 500;
  }

  // Sends a navigation request as the browser would: takes the response of the preload, which was requested with all
  // headers, or passes the request on. An option would turn it into another kind of request, without Referer.
  async function navigate(event) {
    return (await event.preloadResponse) ?? fetch(event.request);
  }

  // Returns the complete response, or undefined on an error or a timeout. The whole body is awaited, since a page that
  // is partly shown can't be replaced with a copy.
  async function inTime(asked) {
    const deadline = Date.now() + WHOLE;
    try {
      const answer = await within(deadline, asked);
      return answer.ok && answer.body ? await whole(answer, deadline) : answer;
    } catch {
      // Cancel the rest of the response.
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

  // Rejects if a promise takes longer than SILENCE or misses the deadline.
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
      // The response was interrupted, or the storage quota is used up. An earlier copy of the page stays.
      await caches.delete(name);
      await forget((_, index) => index >= FEW);
    }
  }

  // For a page that was loaded before the worker controlled it: adds files to its cached copy, or creates one.
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
      // If the storage quota is used up, the file is missing in the copy.
      if (answer.status === 200) cache.put(request, answer.clone()).catch(() => {});
      return answer;
    } catch (error) {
      const kept = await keptPart(request, cache, visit.page);
      if (kept) return kept;
      throw error;
    }
  }

  // Returns a file for a page that is shown from a copy: the file from the same copy.
  async function fromCopy(request, clientId) {
    const client = await self.clients.get(clientId);
    const page = client && pageOf(client.url);
    const copy = page && (await copyOf(page));
    return copy && keptPart(request, copy.cache, page);
  }

  // Returns a file from a copy. If an image file is not in it, returns the widest other file of the same image that is:
  // in another window or on another screen, a browser requests another file of an image.
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

  // Lists the files of a <picture> or an <img>, the widest first.
  function filesOf(image, page) {
    const files = [];
    const add = (address, width) => {
      try {
        files.push({ url: new URL(address, page).href, width: parseFloat(width) || 0 });
      } catch {
        // Ignore an invalid address.
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

  // The addresses in the offline page are relative to the root, and begin with "./". They are made absolute, since the
  // page is shown at other addresses.
  async function offline() {
    const page = await caches.match(`${root}offline.html`, { cacheName: offlinePage });
    if (!page) return Response.error();
    const html = (await page.text()).replaceAll('="./', `="${root}`);
    return new Response(html, { status: 503, headers: page.headers });
  }
})();
