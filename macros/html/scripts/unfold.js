/* Folded parts: open for paper, and where an address leads into them. The button that prints. */
var opened = [];

function openAll() {
  opened = Array.from(document.querySelectorAll("details.ap-fold:not([open])"));
  opened.forEach(function (part) { part.open = true; });
}

function closeAgain() {
  opened.forEach(function (part) { part.open = false; });
  opened = [];
}

function openTarget() {
  var target = document.querySelector(":target");
  var part = target && target.closest("details:not([open])");
  if (!part) return; /* the browser is there already */
  for (; part; part = part.parentElement.closest("details")) part.open = true;
  target.scrollIntoView();
}

addEventListener("beforeprint", openAll);
addEventListener("afterprint", closeAgain);
addEventListener("hashchange", openTarget);
openTarget();

document.querySelectorAll("[data-print]").forEach(function (button) {
  button.closest("[hidden]").hidden = false;
  button.addEventListener("click", function () { print(); });
});
