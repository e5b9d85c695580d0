// The print button works only with JavaScript, so it shows itself. For paper, everything folded is opened.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
window.addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("details.card-plain, .card-plain details")) part.open = true;
});
