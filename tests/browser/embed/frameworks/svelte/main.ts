import { hydrate, mount } from "svelte";
import Page from "./Page.svelte";

await window.mayStart;
const target = document.querySelector("#app")!;
const start = target.firstElementChild ? hydrate : mount;
start(Page, { target, props: { first: window.first } });
