// The tag in JSX, for frameworks that use the global JSX namespace.
import type { BroadsheetArticle, BroadsheetAttributes } from "./embed.mjs";

declare global {
  namespace JSX {
    type Element = object;
    interface ElementChildrenAttribute {
      children: unknown;
    }
    interface IntrinsicElements {
      a: { href: string; children?: unknown };
    }
  }
}

const story = { version: 1, headline: "The bell at the end of the mole" };

export const plain = (
  <broadsheet-article src="bell.json" mode="inline" heading-level={3} height={900}>
    <a href="bell/">The bell</a>
  </broadsheet-article>
);
export const full = (
  <broadsheet-article
    key="bell"
    ref={(element) => element?.reload()}
    data={story}
    headingLevel={3}
    id="bell"
    class="wide"
    className="wide"
    style={{ minHeight: 900 }}
    slot="main"
    lang="en"
    dir="ltr"
    hidden
    data-test="bell"
    onbroadsheet-navigate={(event) => event.detail.href.startsWith("https:")}
  />
);
// @ts-expect-error: no such layout
export const wrong = <broadsheet-article layout="wide" />;

// Types for frameworks with a JSX namespace of their own, such as React.
const found: { current: BroadsheetArticle | null } = { current: null };
export const attributes: BroadsheetAttributes = { src: "bell.json", ref: found, hidden: "until-found" };
