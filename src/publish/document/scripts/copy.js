// The comments on this script are at `Inline::Copy` in ../scripts.rs.
document.addEventListener("toggle", ({ target }) => {
  if (!isSecureContext) return;
  for (const line of target.querySelectorAll("[data-copy]")) {
    if (line.querySelector("button")) continue;
    const title = line.textContent;
    const button = document.createElement("button");
    const say = (words) => {
      button.textContent = words;
      button.setAttribute("aria-label", `${words}: ${title}`);
    };
    button.className = "copy";
    button.type = "button";
    button.onclick = () =>
      navigator.clipboard.writeText(line.nextElementSibling.textContent).then(() => say(line.dataset.copied), () => {});
    say(line.dataset.copy);
    line.append(button);
  }
}, true);
