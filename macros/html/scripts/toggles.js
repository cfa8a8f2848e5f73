/* Buttons for what the theme opens with hidden check boxes: the menu and, on a phone, the search. Escape closes the menu
   and gives the focus back. What comes into the search box without a key is looked for as well. */
document.querySelectorAll("[data-toggle]").forEach(function (button) {
  var box = document.getElementById(button.dataset.toggle);
  var isMenu = button.hasAttribute("aria-expanded");

  button.addEventListener("click", function () {
    box.click();
    if (!isMenu) document.forms.search.query.focus();
  });
  if (!isMenu) return; /* the theme closes it */
  box.addEventListener("change", function () {
    button.setAttribute("aria-expanded", String(box.checked));
    if (!box.checked) return;
    document.querySelector(".md-sidebar--primary a").focus();
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || !box.checked) return;
    box.click();
    button.focus();
  });
});

/* The theme looks when a key is let go: words that were pasted, spoken or picked from an input method are words too. */
document.forms.search.query.addEventListener("input", function (event) {
  event.target.dispatchEvent(new Event("keyup"));
});
