/* What is folded: open for paper, and where an address leads into it. The button that prints. */
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
  var target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  for (var part = target.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
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
