// The comments on this script are at `Inline::Page` in ../scripts.rs.
((page) => {
  const { protocol, origin, pathname, search, hash } = location;
  const { root } = page.currentScript.dataset;
  try {
    if (/^http/.test(protocol) && !/\/(index)?$|\.html?$/.test(pathname))
      history.replaceState(history.state, "", origin + pathname + "/" + search + hash);
  } catch {}
  if (protocol === "file:")
    addEventListener("DOMContentLoaded", () => {
      for (const link of page.links)
        if (link.protocol === protocol && link.pathname.endsWith("/")) link.pathname += "index.html";
    });
  const open = () => /^#\/./.test(location.hash) && location.replace(root + "reader.html" + location.hash);
  addEventListener("hashchange", open);
  open();
})(document);
