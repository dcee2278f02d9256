import { renderToString } from "react-dom/server";
import { Page } from "./Page";

export const render = (first: Shown) => ({ head: "", body: renderToString(<Page first={first} />) });
