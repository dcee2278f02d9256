import { hydrate, render } from "solid-js/web";
import { Page } from "./Page";

await window.mayStart;
const app = document.querySelector("#app")!;
const start = app.firstElementChild ? hydrate : render;
start(() => <Page first={window.first} />, app);
