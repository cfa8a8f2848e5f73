/* Buttons for what the theme opens with hidden check boxes: the menu and, on a phone, the search. Escape closes the menu
   and gives the focus back. */
document.querySelectorAll("[data-toggle]").forEach(function (button) {
  var box = document.getElementById(button.dataset.toggle);
  var isMenu = button.hasAttribute("aria-expanded");

  button.addEventListener("click", function () {
    box.click();
    if (!isMenu) document.querySelector(".md-search__input").focus();
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
