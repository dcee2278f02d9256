// Runs before any script of the page, and records what a test can't ask for afterwards: errors, layout shifts, rendered
// frames.
(() => {
  // WebKit's driver can't run a script before those of the page, and does not tell what is in the console. So the tests'
  // server puts this script in the page, where it removes its tag and records the console.
  if (document.currentScript) {
    document.currentScript.remove();
    const lines = (window.__console = []);
    const record = (level, message) => lines.push(`${level} ${message}`);
    for (const level of ["debug", "log", "info", "warn", "error"]) {
      const write = console[level];
      console[level] = (...words) => {
        record(level.toUpperCase(), words.join(" "));
        write.apply(console, words);
      };
    }
    addEventListener("error", (event) => event.message && record("ERROR", event.message));
    addEventListener("unhandledrejection", (event) => record("ERROR", event.reason));
  }

  // Errors, rejections and policy violations.
  const seen = (window.__seen = []);
  addEventListener("error", (event) => {
    const from = event.target === window ? "" : event.target.currentSrc || event.target.src || event.target.href;
    seen.push(from ? `failed to load ${from}` : `error: ${event.message}`);
  }, true);
  addEventListener("unhandledrejection", (event) => seen.push(`unhandled rejection: ${event.reason}`));
  addEventListener("securitypolicyviolation", (event) =>
    seen.push(`policy: ${event.violatedDirective} ${event.blockedURI} at ${event.sourceFile}:${event.lineNumber}`));

  // Layout shifts.
  const name = (node) => node ? node.nodeName.toLowerCase() + (node.className ? `.${node.className}` : "") : "(gone)";
  const shifts = (window.__shifts = []);
  const note = (entries) => {
    for (const shift of entries) {
      const moved = shift.sources.map((source) => name(source.node)).join(", ");
      shifts.push({ value: shift.value, at: shift.startTime, moved });
    }
  };
  const observer = new PerformanceObserver((list) => note(list.getEntries()));
  // Firefox does not report layout shifts, and logs a warning when they are observed.
  if (PerformanceObserver.supportedEntryTypes.includes("layout-shift")) {
    observer.observe({ type: "layout-shift", buffered: true });
  }
  window.__allShifts = () => (note(observer.takeRecords()), shifts);

  // What each rendered frame showed, recorded only where it differs from the frame before.
  const frames = (window.__frames = []);
  const visible = (element) =>
    element?.checkVisibility({ opacityProperty: true, visibilityProperty: true }) ?? false;
  const look = (at) => {
    const story = document.querySelector("main#story");
    const frame = {
      state: story ? (story.dataset.state ?? "loading") : "",
      skeleton: visible(document.querySelector(".skeleton")),
      article: visible(document.querySelector("article.article")),
    };
    const last = frames.at(-1);
    if (!last || Object.keys(frame).some((key) => frame[key] !== last[key])) {
      frames.push({ at, ...frame });
    }
    requestAnimationFrame(look);
  };
  look(performance.now());
})();
