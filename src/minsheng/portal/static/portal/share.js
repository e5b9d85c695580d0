// The address of the page: copied, or handed to the phone's own sheet. Both show themselves only where they work; without them the address can be read below.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  const words = button.textContent;
  button.hidden = false;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = button.dataset.copied;
    setTimeout(() => (button.textContent = words), 2000);
  });
}
for (const button of document.querySelectorAll("[data-share]")) {
  if (!navigator.share) continue;
  const url = document.querySelector("[data-copy]").dataset.copy;
  button.hidden = false;
  button.addEventListener("click", () => navigator.share({ title: document.title, url }).catch(() => {})); // closing the sheet is no error
}
