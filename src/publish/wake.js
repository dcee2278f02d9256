((page) => {
  const { protocol, origin, pathname, search, hash } = location;
  try {
    if (/^http/.test(protocol) && !/\/(index)?$|\.html?$/.test(pathname))
      history.replaceState(history.state, "", origin + pathname + "/" + search + hash);
  } catch {}
  if (protocol === "file:")
    addEventListener("DOMContentLoaded", () => {
      for (const link of page.links)
        if (link.protocol === protocol && link.pathname.endsWith("/")) link.pathname += "index.html";
    });
  const { src, integrity = "" } = page.currentScript.dataset;
  const start = Object.assign(page.createElement("script"), { type: "module", src, integrity });
  const wake = () => start.isConnected || page.head.append(start);
  const rest = () => (window.requestIdleCallback ? requestIdleCallback(wake, { timeout: 5000 }) : wake());
  for (const sign of ["hashchange", "pointerdown", "keydown", "focusin"]) addEventListener(sign, wake, { passive: true });
  navigator.connection?.saveData || addEventListener("load", () => setTimeout(rest, 1000));
  hash.startsWith("#/") && wake();
})(document);
