// What `broadsheet serve` adds to each page: it reloads the page when one of its files has changed, and shows the errors
// in the files of the site. It uses no inline style, since the policy of the page forbids those.

/**
 * @typedef {object} Finding
 * @property {string} place The file, the line and the column.
 * @property {boolean} is_error
 * @property {string} message
 * @property {string} help How to fix it.
 */

/**
 * @typedef {object} Update
 * @property {string} version
 * @property {string[] | null} changed The paths of files that changed, or null if that is unknown.
 * @property {string | null} error Why the site could not be published.
 * @property {Finding[]} findings
 * @property {number} more How many further findings there are.
 * @property {Record<string, string>} unpublished The pages that `publish` leaves out, each with the reason.
 */

const NOTE_STYLE = `
  :host { all: initial; position: fixed; inset: auto 0 0; z-index: 2147483647; }
  section { box-sizing: border-box; max-height: 40vh; overflow: auto; padding: 12px 56px 12px 16px; position: relative;
    background: #222; color: #fff; font: 14px/1.45 system-ui, sans-serif; border-top: 4px solid #b8860b; }
  section.error { border-color: #d33; }
  section[hidden] { display: none; }
  p { margin: 0 0 8px; white-space: pre-wrap; overflow-wrap: anywhere; }
  p:last-of-type { margin: 0; }
  b { font-weight: 600; }
  code { font: 13px ui-monospace, monospace; color: #ffd479; }
  button { position: absolute; top: 8px; right: 12px; min-width: 32px; min-height: 32px; border: 1px solid #888;
    border-radius: 4px; background: none; color: inherit; font: inherit; cursor: pointer; }
  button:focus-visible { outline: 3px solid #fff; outline-offset: 1px; }
  @media print { :host { display: none; } }
`;

/** Marks links to pages that `publish` leaves out. */
const LINK_STYLE = `
  a[data-unpublished]::before { content: attr(data-unpublished) " · "; }
`;

/** @param {string} text */
function sheet(text) {
  const style = new CSSStyleSheet();
  style.replaceSync(text);
  return style;
}

/**
 * The path of a file of this site in the published site, without a slash before it; null if there can't be one.
 * @param {string} address
 */
function pathOf(address) {
  try {
    const url = new URL(address, location.href);
    if (url.origin !== location.origin) return null;
    const path = decodeURIComponent(url.pathname.slice(1));
    return path === "" || path.endsWith("/") ? `${path}index.html` : path;
  } catch {
    // A percent sign may stand in an address without meaning an escape.
    return null;
  }
}

/** The version in the address of this script. */
const VERSION = /version=[^"]*"/;

/** How long the page waits before it connects again, in milliseconds. */
const PAUSE = 500;

/** @param {string} page The text of a page, without what differs if only the styles differ. */
const withoutStyles = page =>
  page
    .replace(/<style>[^]*?<\/style>/g, "")
    .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/g, "")
    .replace(VERSION, "");

/** @param {string} page */
const stylesOf = page => [...page.matchAll(/<style>([^]*?)<\/style>/g)].map(([, style]) => style).join("\n");

/** The text of this page, as the server has it now. */
const thisPage = async () => (await fetch(location.href, { cache: "no-store" })).text();

/** The version of the site that this page is of. */
const loaded = new URL(import.meta.url).searchParams.get("version") ?? "";

/** The version of the site that this page has been told of. */
let known = loaded;

/** The text of this page. It has to be requested, since scripts have changed the document. */
let text = Promise.resolve("");

const links = sheet(LINK_STYLE);

/**
 * Reloads the page if it has changed, or only its styles.
 * @param {Update} update
 */
async function apply({ changed, version }) {
  if (!changed) return location.reload();
  const used = new Set(performance.getEntriesByType("resource").map(({ name }) => pathOf(name)));
  const own = pathOf(location.href);
  if (changed.some(path => path !== own && used.has(path))) return location.reload();
  // Where there was nothing, the address may lack the slash at its end.
  if (changed.some(path => path === own || path === `${own}/index.html`)) {
    const [before, now] = await Promise.all([text, thisPage()]);
    // The text may be newer than the page, if the page changed just after it was loaded.
    const isOfPage = before.includes(`version=${loaded}"`);
    if (!isOfPage || withoutStyles(before) !== withoutStyles(now)) return location.reload();
    for (const style of document.querySelectorAll("style")) if (style.sheet) style.sheet.disabled = true;
    document.adoptedStyleSheets = [sheet(stylesOf(now)), links];
    text = Promise.resolve(now.replace(VERSION, `version=${loaded}"`));
  }
  known = version;
}

/** @type {EventSource | undefined} */
let events;

function connect() {
  events?.close();
  events = new EventSource(`/.broadsheet/events?version=${known}`);
  events.onmessage = async ({ data }) => {
    const update = JSON.parse(data);
    show(update);
    await apply(update).catch(tryAgain);
  };
  // The browser itself would connect again by the same address, with a version that is old by then.
  events.onerror = tryAgain;
}

function tryAgain() {
  events?.close();
  setTimeout(() => document.hidden || connect(), PAUSE);
}

const host = document.createElement("broadsheet-preview");
const root = host.attachShadow({ mode: "open" });
root.adoptedStyleSheets = [sheet(NOTE_STYLE)];
/** The notes that the reader has dismissed. */
let dismissed = "";

/** @param {Update} update */
function show({ error, findings, more, unpublished }) {
  for (const link of document.links) {
    const why = unpublished[pathOf(link.href) ?? ""];
    if (why) link.dataset.unpublished = why;
    else delete link.dataset.unpublished;
  }
  /** @type {[string, string][]} */
  const lines = findings.map(({ place, message, help }) => [place, ` ${message} – ${help}`]);
  if (error) lines.unshift(["", error]);
  if (more) lines.push(["", `${more} more: see the terminal.`]);
  const why = unpublished[pathOf(location.href) ?? ""];
  if (why) lines.unshift(["", `${why}: \`broadsheet publish\` leaves this article out.`]);
  const all = JSON.stringify(lines);
  const note = document.createElement("section");
  note.setAttribute("role", "status");
  note.lang = "en";
  note.hidden = !lines.length || all === dismissed;
  note.className = error || findings.some(({ is_error }) => is_error) ? "error" : "";
  for (const [place, words] of lines) {
    const line = document.createElement("p");
    if (place) line.append(Object.assign(document.createElement("code"), { textContent: place }));
    line.append(words);
    note.append(line);
  }
  const button = Object.assign(document.createElement("button"), { textContent: "✕", type: "button" });
  button.setAttribute("aria-label", "Dismiss");
  button.onclick = () => {
    dismissed = all;
    note.hidden = true;
  };
  note.append(button);
  root.replaceChildren(note);
}

// A page in a frame is reloaded with the page around it.
if (window === window.top) {
  text = thisPage().catch(() => "");
  document.documentElement.append(host);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, links];
  // A browser allows six connections to a server, which hidden tabs would use up.
  document.addEventListener("visibilitychange", () => (document.hidden ? events?.close() : connect()));
  if (!document.hidden) connect();
}
