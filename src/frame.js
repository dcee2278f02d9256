// In the page that other sites frame: tells the host how tall the story is, in the words that hosts know, and opens
// links outside the frame. Without it the story can be read all the same.
(() => {
  if (parent === window) return;

  const page = document.documentElement;
  const say = (message) => parent.postMessage(message, "*"); // A height is no secret.
  const search = new URLSearchParams(location.search);
  const { secret } = /[#?&]secret=(?<secret>[^&]+)/.exec(location.hash)?.groups ?? {};
  let said;

  function report() {
    const height = Math.ceil(page.getBoundingClientRect().height);
    if (!height || height === said) return;
    said = height;
    say({ broadsheet: 1, height });
    // WordPress
    if (secret) say({ message: "height", value: height, secret });
    // AMP
    say({ sentinel: "amp", type: "embed-size", height });
    // pym
    if (search.has("childId")) say(["pym", search.get("childId"), "height", height].join("xPYMx"));
    // Medium
    say(JSON.stringify({ src: location.href, context: "iframe.resize", height }));
  }

  // WordPress says when it listens.
  addEventListener("message", ({ source, data }) => {
    if (source === parent && secret && data?.message === "ready" && data.secret === secret) {
      said = 0;
      report();
    }
  });

  addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link) return;
    const within = link.hash && link.href.split("#")[0] === location.href.split("#")[0];
    link.target = within ? "_self" : "_top";
    // WordPress lets no frame lead its page elsewhere, and goes there itself.
    if (secret && !within) say({ message: "link", value: link.href, secret });
  });

  // The observer is late in a frame that nobody sees yet.
  report();
  addEventListener("load", report);
  new ResizeObserver(report).observe(page);
})();
