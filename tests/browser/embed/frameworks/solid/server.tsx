import { generateHydrationScript, renderToString } from "solid-js/web";
import { Page } from "./Page";

export const render = (first: Shown) => ({
  head: generateHydrationScript(),
  body: renderToString(() => <Page first={first} />),
});
