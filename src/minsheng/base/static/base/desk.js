// "/" goes to the search box; Escape and a click elsewhere close an open menu.
document.addEventListener("keydown", (event) => {
  const typing = event.target.matches("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey;
  const box = document.querySelector(`[data-hotkey="${CSS.escape(event.key)}"]`);
  if (box && !typing) {
    event.preventDefault();
    box.focus();
  }
  if (event.key === "Escape") closeMenus();
});
document.addEventListener("click", (event) => closeMenus(event.target));

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (except && menu.contains(except)) continue;
    if (!except) menu.querySelector("summary").focus();
    menu.open = false;
  }
}
