// Code of a site with a bundler, as in docs/embed.md.
import { define, listen, type BroadsheetFault } from "./embed.mjs";

await define();
await define("https://news.example/embed.js");

// The type of an address that a Trusted Types policy has made.
declare const trusted: { readonly brand: unique symbol; toString(): string; toJSON(): string };
await define(trusted);
// @ts-expect-error: no address
await define(1);

const article = document.createElement("broadsheet-article");
article.src = "https://news.example/content/articles/bell.json";
article.headingLevel = 3;
// @ts-expect-error: no such mode
article.mode = "frame";

let fault: BroadsheetFault;
article.addEventListener("broadsheet-error", ({ detail }) => (fault = detail));
document.addEventListener("broadsheet-navigate", (event) => event.detail.href.startsWith("https:"));
addEventListener("broadsheet-resize", ({ detail }) => detail.height.toFixed());

const end: () => void = listen(article, {
  "broadsheet-load": ({ detail }) => detail.state.toUpperCase(),
  "broadsheet-error": undefined,
});
end();
// @ts-expect-error: no such event
listen(article, { "broadsheet-end": () => {} });
