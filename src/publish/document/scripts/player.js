// The comments on this script are at `Inline::Player` in ../scripts.rs.
document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("button.load");
  if (!button) return;
  const player = button.previousElementSibling.content.firstElementChild.cloneNode();
  button.replaceWith(player);
  player.focus();
});
