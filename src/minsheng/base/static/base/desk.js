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

// Choosing rows: all of the page at once, and how many on the button.
function count(listing) {
  const picked = listing.querySelectorAll("tbody .pick input:checked").length;
  for (const place of listing.querySelectorAll("[data-picked]")) place.textContent = picked ? place.dataset.picked.replace("#", picked) : "";
}
document.addEventListener("change", (event) => {
  const listing = event.target.closest(".listing");
  if (!listing || !event.target.closest(".pick")) return;
  if (event.target.matches("[data-pick-all]")) {
    for (const box of listing.querySelectorAll("tbody .pick input")) box.checked = event.target.checked;
  }
  count(listing);
});
function ready() {
  for (const box of document.querySelectorAll("[data-pick-all]")) box.hidden = false;
  for (const listing of document.querySelectorAll(".listing")) count(listing);
}
ready();
document.querySelector(".desk-tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" }); // on a phone the tabs are wider than the screen
document.addEventListener("htmx:afterSettle", ready);

// An answer without the part that was asked for (a sign-in page, an error) is shown whole.
document.addEventListener("htmx:beforeSwap", (event) => {
  const wanted = event.detail.target.id;
  if (wanted && !event.detail.xhr.responseText.includes(`id="${wanted}"`)) {
    event.detail.shouldSwap = false;
    window.location = event.detail.xhr.responseURL;
  }
});
