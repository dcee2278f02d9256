// For browsers without modules: says so, in the words of its time.
document.getElementById("story").innerText =
  "This browser is too old to show this page. Please open it in a newer one.";
