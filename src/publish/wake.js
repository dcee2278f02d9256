((page) => {
  const { src, integrity = "" } = page.currentScript.dataset;
  const start = Object.assign(page.createElement("script"), { type: "module", src, integrity });
  const wake = () => start.isConnected || page.head.append(start);
  for (const sign of ["load", "hashchange", "pointerdown", "keydown", "focusin"]) addEventListener(sign, wake, { passive: true });
  location.hash.startsWith("#/") && wake();
})(document);
