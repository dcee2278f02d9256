// @ts-check
// Asks the site who is logged in, and shows it in the session bar. The attributes of the bar (src/view/session_bar.rs)
// contain the request and the texts to show. Until there is a definite response, the bar claims nothing. The rules are
// in docs/session.md.
//
// Pages load this file only if the site can be asked. The functions at the top don't use the page, so that
// tests/native/session.rs can run them on the responses of each preset.

// The maximum size of a response, in bytes.
const LONGEST_ANSWER = 65536;

// The maximum length of a name in the bar, in characters. Longer names are cut.
const LONGEST_NAME = 80;

// The timeout of the request in milliseconds, unless the site sets one.
const TIMEOUT = 4000;

// The request is repeated when the reader returns to a page that was hidden for at least so many milliseconds.
const AWAY = 60000;

/**
 * What is known about the reader. The state "signed-in" comes with the response, and with a name if there is one.
 * @typedef {{ state: string, name?: string, answer?: unknown }} Found
 */

/** @type {Found} */
const PENDING = { state: "pending" };
/** @type {Found} */
const UNKNOWN = { state: "unknown" };
/** @type {Found} */
const SIGNED_OUT = { state: "signed-out" };

/**
 * Judges a response: returns the state, and for "signed-in" the name if the response has one.
 * @param {{ status: number, body: string }} answer
 * @param {{ signedIn?: string, name?: string }} pointers
 * @returns {Found}
 */
export function judge({ status, body }, { signedIn = "", name = "" }) {
  if (status === 401 || status === 403 || status === 204) return SIGNED_OUT;
  if (status !== 200) return UNKNOWN;
  let answer;
  try {
    answer = JSON.parse(body);
  } catch {
    return UNKNOWN;
  }
  if (answer === null || (isEmpty(answer) && !Array.isArray(answer))) return SIGNED_OUT;
  const found = follow(signedIn, answer);
  if (found === null || found === false || found === "") return SIGNED_OUT;
  if (!found || isEmpty(found)) return UNKNOWN;
  const names = name.split("\n").map((pointer) => pointer && nameOf(follow(pointer, answer)));
  return { state: "signed-in", name: names.find(Boolean) ?? "", answer };
}

/** @param {any} value */
function isEmpty(value) {
  return typeof value === "object" && Object.keys(value).length === 0;
}

/**
 * Returns the value at a JSON Pointer, or undefined if there is none. A step [type=name] picks the first item of a list
 * whose "type" is "name".
 * @param {string} pointer
 * @param {any} value
 */
export function follow(pointer, value) {
  const steps = /\/?\[([^=\]]+)=([^\]]*)\]|\/([^/]*)/g;
  if (pointer.replace(steps, "")) return undefined;
  for (const [, key, wanted, step = ""] of pointer.matchAll(steps)) {
    if (key) {
      value = Array.isArray(value) ? value.find((item) => has(item, key) && isWord(item[key], wanted)) : undefined;
    } else {
      const name = step.replace(/~1/g, "/").replace(/~0/g, "~");
      value = has(value, name) ? value[name] : undefined;
    }
  }
  return value;
}

/**
 * Whether a value is this text, or the number that is written so.
 * @param {unknown} value
 * @param {string} word
 */
function isWord(value, word) {
  return typeof value !== "object" && `${value}` === word;
}

/**
 * Whether an object or list has this key itself: not inherited, and not `length`.
 * @param {unknown} value
 * @param {string} name
 */
function has(value, name) {
  if (Array.isArray(value)) return /^\d+$/.test(name);
  return typeof value === "object" && value !== null && Object.prototype.hasOwnProperty.call(value, name);
}

/**
 * Returns a name in one line, or "" if nothing in it is visible. Numbers that JavaScript can't represent exactly are
 * refused, since another number would be shown.
 * @param {unknown} value
 */
function nameOf(value) {
  if (typeof value !== "string" && !Number.isSafeInteger(value)) return "";
  const characters = [...String(value).replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ").trim()];
  const name = characters.slice(0, LONGEST_NAME).join("");
  if (!/(?!\p{DI})[\p{L}\p{N}\p{P}\p{S}]/u.test(name)) return "";
  return characters.length > LONGEST_NAME ? `${name}…` : name;
}

/**
 * Returns the logout address in a response. It must be on the server that sent the response, and must not contain a
 * user name.
 * @param {string} pointer
 * @param {unknown} answer
 * @param {string} check The address of the request.
 */
export function logoutOf(pointer, answer, check) {
  const raw = follow(pointer, answer);
  if (!raw || typeof raw !== "string") return undefined;
  try {
    const { href } = new URL(raw, check);
    return href.startsWith(`${new URL(check).origin}/`) ? href : undefined;
  } catch {
    return undefined;
  }
}

/** @type {HTMLElement | null | undefined} */
const bar = globalThis.document?.querySelector(".session-bar[data-check]");
if (bar) start(bar);

/** @param {HTMLElement} bar */
function start(bar) {
  const check = new URL(/** @type {string} */ (bar.dataset.check), document.baseURI).href;
  const status = /** @type {HTMLElement} */ (bar.querySelector("[role=status]"));
  /** @type {HTMLAnchorElement | null} */
  const logOut = bar.querySelector(".log-out");
  let shown = PENDING;
  let asking = false;
  let again = false;
  // When the page was hidden. A page that opens in a background tab is hidden from the start.
  let hidden = Date.now();
  /** @type {BroadcastChannel | undefined} */
  let channel;
  /** @type {string | undefined} What another tab has found since the last request began. */
  let heard;

  // In a frame on another page, nothing is requested.
  if (window.top !== window) return show(UNKNOWN);

  connect();
  update(true);
  addEventListener("online", () => update(true));
  // A page that the browser restores from its back/forward cache must not show an outdated state. An open channel would
  // keep the page out of that cache.
  addEventListener("pagehide", () => {
    show(PENDING);
    channel?.close();
    channel = undefined;
  });
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    // A response may have arrived after `pagehide`.
    show(PENDING);
    connect();
    update(true);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) hidden = Date.now();
    else if (Date.now() - hidden >= AWAY) update(true);
  });

  // When one tab finds a new state, the other tabs send their own request.
  function connect() {
    if (!window.BroadcastChannel) return;
    channel = new BroadcastChannel(`broadsheet ${check}`);
    channel.onmessage = ({ data }) => {
      heard = data;
      if (!asking && data !== wording(shown)) update(false);
    };
  }

  /**
   * Asks the site, and shows the result. Only one request runs at a time. If `update` is called during a request, the
   * response may be outdated, so the site is asked again. If another tab has found the same state meanwhile, it is not:
   * otherwise, many tabs that are opened at once would make each other ask again and again.
   * @param {boolean} tells Whether to notify other tabs.
   * @returns {Promise<void>}
   */
  async function update(tells) {
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    heard = undefined;
    const found = await ask();
    asking = false;
    if (again || (heard && heard !== wording(found))) {
      again = false;
      return update(tells);
    }
    show(found);
    if (tells && found !== UNKNOWN) channel?.postMessage(wording(found));
  }

  async function ask() {
    const { credentials = "same-origin", headers = "", timeout } = bar.dataset;
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), Number(timeout) || TIMEOUT);
    try {
      const answer = await fetch(check, {
        cache: "no-store",
        credentials: /** @type {RequestCredentials} */ (credentials),
        headers: [["Accept", "application/json"], ...headers.split("\n").filter(Boolean).map(header)],
        redirect: "manual",
        signal: controller.signal,
      });
      const body = answer.status === 200 ? await read(answer) : "";
      return judge({ status: answer.status, body }, bar.dataset);
    } catch {
      return UNKNOWN;
    } finally {
      clearTimeout(timer);
      // Cancel the rest of the response.
      controller.abort();
    }
  }

  /** @param {Found} found */
  function show(found) {
    // Don't change an unchanged text: screen readers would announce it again.
    if (wording(found) !== wording(shown)) {
      const { out, in: unnamed, named } = bar.dataset;
      bar.dataset.state = found.state;
      /** @type {Record<string, string | undefined>} */
      const words = { "signed-out": out, "signed-in": found.name ? named : unnamed };
      status.textContent = words[found.state] ?? "";
      if (found.name) {
        const name = document.createElement("bdi");
        name.textContent = found.name;
        status.append(name);
      }
      // This space separates the text from the link, also when it is copied or read out.
      if (status.textContent) status.append(" ");
    }
    shown = found;
    if (!logOut?.dataset.pointer) return;
    const href = logoutOf(logOut.dataset.pointer, found.answer, check);
    if (href) logOut.href = href;
    else logOut.removeAttribute("href");
  }
}

/**
 * The state as one string, for comparing and for other tabs. Equal strings mean equal text in the bar.
 * @param {Found} found
 */
function wording({ state, name = "" }) {
  return `${state} ${name}`;
}

/**
 * @param {string} line
 * @returns {[string, string]}
 */
function header(line) {
  const colon = line.indexOf(":");
  return [line.slice(0, colon), line.slice(colon + 1)];
}

/** @param {Response} answer */
async function read(answer) {
  const reader = /** @type {ReadableStream<Uint8Array>} */ (answer.body).getReader();
  const decoder = new TextDecoder();
  let text = "";
  let length = 0;
  for (let chunk; !(chunk = await reader.read()).done; ) {
    length += chunk.value.length;
    if (length > LONGEST_ANSWER) throw new RangeError("the answer is too long");
    text += decoder.decode(chunk.value, { stream: true });
  }
  // An incomplete character at the end becomes U+FFFD, which makes the JSON invalid.
  return text + decoder.decode();
}
