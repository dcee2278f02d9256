/** Defines `<broadsheet-article>`. `address` is that of the publisher's embed.js, by default beside this module. */
export function define(address?: string | TrustedAddress): Promise<void>;

/**
 * Listens to an element, and returns a function that ends it. A listener also hears of what came before anybody could
 * listen, as on a page that was rendered on a server: the article itself, or the error in its place.
 */
export function listen(element: BroadsheetArticle, listeners: BroadsheetEventListeners): () => void;

/** A `TrustedScriptURL`, where a page enforces Trusted Types; TypeScript has no such type of its own yet. */
export interface TrustedAddress {
  toString(): string;
  toJSON(): string;
}

/** Where a story stands. */
export type BroadsheetState =
  /** Nothing is asked for yet: the link shows. */
  | "idle"
  /** It is on its way: the link shows. */
  | "loading"
  /** It stands in the page. */
  | "inline"
  /** It stands in a frame of its publisher. */
  | "iframe"
  /** It didn't come: the link shows. */
  | "link";

/** Why a story is not inline. */
export interface BroadsheetFault {
  /** What was being done: an attribute read, code or story fetched, the story read, or shown, or framed. */
  readonly phase: "input" | "code" | "fetch" | "integrity" | "story" | "panic" | "timeout" | "frame";
  /** The server's answer; 0 if there was none, or if that is not it. */
  readonly status: number;
  /** For the host's log, in English. */
  readonly message: string;
  /** Whether `reload()` could end differently. */
  readonly retryable: boolean;
}

/** A story on another site's page. Each property is its attribute, with the default where there is none. */
export interface BroadsheetArticle extends HTMLElement {
  /** The address of the story's JSON. */
  src: string;
  /** How it is shown: inline if that's possible, else in a frame; or one of them alone. */
  mode: "auto" | "inline" | "iframe";
  /** The whole story, or a card that leads to it. */
  layout: "full" | "card";
  /** The colours: the reader's own choice, or one for all. */
  theme: "auto" | "light" | "dark";
  /** When it loads: near the window, or at once. */
  loading: "lazy" | "eager";
  /** The level of the headline, 1 to 6; 2 by default. */
  headingLevel: number;
  /** The least room, in pixels: while it loads, and under a shorter story. */
  height: number;
  /** What the JSON must hash to, as in `sha384-…`. Such a story is never framed instead. */
  integrity: string;
  /** The story itself, as an object: nothing is fetched. */
  data: object | undefined;
  /** Where it stands. */
  readonly state: BroadsheetState;
  /** Why it is not inline. */
  readonly error: BroadsheetFault | null;
  /** Fetches it anew. */
  reload(): void;
}

export interface BroadsheetEventMap {
  /** It stands, inline or in a frame. */
  "broadsheet-load": CustomEvent<{ state: "inline" | "iframe" }>;
  /** It did not come. */
  "broadsheet-error": CustomEvent<BroadsheetFault>;
  /** A link in it was followed. Cancelled, it isn't. */
  "broadsheet-navigate": CustomEvent<{ href: string }>;
  /** Its height has changed, in pixels. */
  "broadsheet-resize": CustomEvent<{ height: number }>;
}

/** A listener for each event, by the event's name. */
export type BroadsheetEventListeners = {
  [Name in keyof BroadsheetEventMap]?: ((event: BroadsheetEventMap[Name]) => void) | undefined;
};

/** The events as Vue has them: a function with an overload for each. */
export type BroadsheetEmit = {
  [Name in keyof BroadsheetEventMap]: (emit: (name: Name, event: BroadsheetEventMap[Name]) => void) => void;
}[keyof BroadsheetEventMap] extends (emit: infer Emit) => void
  ? Emit
  : never;

/** Listeners as attributes of a tag, as React 19 and Preact take them: `onbroadsheet-load` and so on. */
export type BroadsheetListeners = {
  [Name in keyof BroadsheetEventMap as `on${Name}`]?: ((event: BroadsheetEventMap[Name]) => void) | undefined;
};

/** What a tag may say, for JSX: `declare module "react" { namespace JSX { interface IntrinsicElements { … } } }`. */
export interface BroadsheetAttributes extends BroadsheetListeners {
  src?: string | undefined;
  mode?: BroadsheetArticle["mode"] | undefined;
  layout?: BroadsheetArticle["layout"] | undefined;
  theme?: BroadsheetArticle["theme"] | undefined;
  loading?: BroadsheetArticle["loading"] | undefined;
  "heading-level"?: number | string | undefined;
  height?: number | string | undefined;
  integrity?: string | undefined;
  headingLevel?: BroadsheetArticle["headingLevel"] | undefined;
  data?: BroadsheetArticle["data"] | undefined;
  id?: string | undefined;
  class?: string | undefined;
  className?: string | undefined;
  style?: string | object | undefined;
  slot?: string | undefined;
  part?: string | undefined;
  title?: string | undefined;
  lang?: string | undefined;
  dir?: string | undefined;
  hidden?: boolean | "" | "hidden" | "until-found" | undefined;
  role?: string | undefined;
  tabIndex?: number | undefined;
  suppressHydrationWarning?: boolean | undefined;
  children?: unknown | undefined;
  /** A function, or whatever else the framework takes. */
  ref?: ((element: BroadsheetArticle | null) => unknown) | object | string | null;
  key?: string | number | bigint | null;
}

declare global {
  interface HTMLElementTagNameMap {
    "broadsheet-article": BroadsheetArticle;
  }

  // The events bubble.
  interface HTMLElementEventMap extends BroadsheetEventMap {}
  interface DocumentEventMap extends BroadsheetEventMap {}
  interface WindowEventMap extends BroadsheetEventMap {}

  namespace JSX {
    interface IntrinsicElements {
      "broadsheet-article": BroadsheetAttributes;
    }
  }
}
