// @ts-check
// For browsers without modules, in the syntax and with the functions that those have: says that the page needs a newer
// one. `defer` in index.html lets it run when #story is there.
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
