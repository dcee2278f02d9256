// The comments on this script are at `Inline::ReturnAddress` in src/publish/document/scripts.rs.
export default (page) => {
  const fill = (event) => {
    const way = event.target.closest?.("[data-return]");
    if (!way) return;
    const path = location.pathname + location.search + location.hash;
    const isPath = way.dataset.form === "path";
    const decoded = path.replace(/%([01257f][\da-f])/gi, (_, code) => String.fromCharCode(parseInt(code, 16)));
    const isOther = isPath && /^\/[/\\]/.test(decoded);
    if (isOther || !/^http/.test(location.origin) || /[\0-\x1f\x7f]/.test(decoded)) return;
    const back = encodeURIComponent(isPath ? path : location.origin + path);
    way.setAttribute(way.action ? "action" : "href", way.dataset.return.split("{return}").join(back));
  };
  const giveUp = () => {
    const bar = page.querySelector(".session-bar[data-state=pending]");
    if (bar) bar.dataset.state = "unknown";
  };
  for (const use of ["pointerover", "focusin", "click"]) page.addEventListener(use, fill, true);
  setTimeout(giveUp, 8000);
};
