import { render as renderPage } from "svelte/server";
import Page from "./Page.svelte";

export const render = (first: Shown) => {
  const { head, body } = renderPage(Page, { props: { first } });
  return { head, body };
};
