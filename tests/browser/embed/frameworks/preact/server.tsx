import { renderToString } from "preact-render-to-string";
import { Page } from "./Page";

export const render = (first: Shown) => ({ head: "", body: renderToString(<Page first={first} />) });
