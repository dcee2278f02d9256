import { createRoot, hydrateRoot } from "react-dom/client";
import { Page } from "./Page";

await window.mayStart;
const app = document.querySelector("#app")!;
const page = <Page first={window.first} />;
if (app.firstElementChild) hydrateRoot(app, page);
else createRoot(app).render(page);
