import { createApp, createSSRApp } from "vue";
import Page from "./Page.vue";

await window.mayStart;
const app = document.querySelector("#app")!;
const create = app.firstElementChild ? createSSRApp : createApp;
create(Page, { first: window.first }).mount(app);
