// @ts-check
// For browsers without modules: shows a message that the page needs a newer browser. It uses only syntax and functions
// that such browsers have. `defer` in index.html makes it run after #story is parsed.
(function () {
  var fault = document.createElement("div");
  /**
   * @param {string} tag
   * @param {string} text
   */
  function say(tag, text) {
    fault.appendChild(document.createElement(tag)).appendChild(document.createTextNode(text));
  }
  fault.className = "fault";
  fault.setAttribute("role", "alert");
  fault.setAttribute("data-fault", "unsupported");
  say("h1", "This browser can’t show this page");
  say("p", "It is too old. Please open the page in a newer browser.");
  var main = /** @type {HTMLElement} */ (document.getElementById("story"));
  while (main.firstChild) main.removeChild(main.firstChild);
  main.appendChild(fault);
})();
