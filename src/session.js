// @ts-check
// Asks the site who is logged in, and says so in the session bar. The bar (src/view/session_bar.rs) holds in its
// attributes what to ask and in which words to answer. Until the answer is there, and wherever it says nothing definite,
// nothing is claimed. docs/session.md has the rules.
//
// It is fetched only where a site has a question. The functions at the top know nothing of the page: tests/native/session.rs
// runs them over the answers of each preset.

// How long an answer may be, in bytes.
const LONGEST_ANSWER = 65536;

// How many characters of a name are shown.
const LONGEST_NAME = 80;

// How long an answer may take, in milliseconds, if the site does not say.
const TIMEOUT = 4000;

// After a page has been out of sight for so long, in milliseconds, the question is asked again.
const AWAY = 60000;

/**
 * What is known of the reader. With "signed-in" there may be a name, and there is the answer that says so.
 * @typedef {{ state: string, name?: string, answer?: unknown }} Found
 */

/** @type {Found} */
const PENDING = { state: "pending" };
/** @type {Found} */
const UNKNOWN = { state: "unknown" };
/** @type {Found} */
const SIGNED_OUT = { state: "signed-out" };

/**
 * What an answer says: its state, and with "signed-in" perhaps a name.
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
 * What a JSON Pointer leads to, undefined if that is nothing. A step [type=name] picks the first item of a list whose
 * "type" is "name".
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
 * Whether a value is this word, or this number.
 * @param {unknown} value
 * @param {string} word
 */
function isWord(value, word) {
  return typeof value !== "object" && `${value}` === word;
}

/**
 * Not what objects and lists inherit, nor the length of a list.
 * @param {unknown} value
 * @param {string} name
 */
function has(value, name) {
  if (Array.isArray(value)) return /^\d+$/.test(name);
  return typeof value === "object" && value !== null && Object.prototype.hasOwnProperty.call(value, name);
}

/**
 * A name as it can be shown: one line with something to see in it. A number that JavaScript can't hold would be shown
 * as another.
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
 * The address for logging out that an answer holds. It has to be on the server that gave the answer, and has no user
 * name.
 * @param {string} pointer
 * @param {unknown} answer
 * @param {string} check The address of the question.
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
  // Since when the page is out of sight. One that is opened in a tab behind others is so from the start.
  let hidden = Date.now();
  /** @type {BroadcastChannel | undefined} */
  let channel;
  /** @type {string | undefined} What another tab has found out since the last question. */
  let heard;

  // Somebody else's page asks nothing.
  if (window.top !== window) return show(UNKNOWN);

  connect();
  update(true);
  addEventListener("online", () => update(true));
  // A page that the browser keeps for the way back must not come back with what is no longer true, and its channel would
  // prevent that it is kept.
  addEventListener("pagehide", () => {
    show(PENDING);
    channel?.close();
    channel = undefined;
  });
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    // An answer may have come after the page was left.
    show(PENDING);
    connect();
    update(true);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) hidden = Date.now();
    else if (Date.now() - hidden >= AWAY) update(true);
  });

  // What is found out in one tab is looked up in the others, if it is news to them.
  function connect() {
    if (!window.BroadcastChannel) return;
    channel = new BroadcastChannel(`broadsheet ${check}`);
    channel.onmessage = ({ data }) => {
      heard = data;
      if (!asking && data !== wording(shown)) update(false);
    };
  }

  /**
   * Asks, and shows the answer. One question at a time: what happens meanwhile may have come too late for it, so it is
   * asked once more. If another tab has found the same, the answer was not too old: many tabs that are opened at once
   * would keep each other asking.
   * @param {boolean} tells Whether other tabs are told.
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
      // What would still arrive is not wanted.
      controller.abort();
    }
  }

  /** @param {Found} found */
  function show(found) {
    // What is said already is not announced again.
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
      // Apart from the link, also where it is read out or copied.
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
 * What a bar says: the same for all answers that it puts into the same words.
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
  // Half a character at the end makes it no JSON.
  return text + decoder.decode();
}
