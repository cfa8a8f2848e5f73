/* On a phone the choices of a filter stay folded until they are asked for, or are in the address. */
document.querySelectorAll(".ap-filter").forEach(function (form) {
  var button = form.querySelector(".ap-filter__toggle");

  function open(isOpen) {
    form.classList.toggle("ap-filter--open", isOpen);
    button.setAttribute("aria-expanded", String(isOpen));
  }

  button.addEventListener("click", function () {
    open(!form.classList.contains("ap-filter--open"));
  });
  var query = new URLSearchParams(location.search);
  open(Array.from(form.elements).some(function (field) { return field.name && query.has(field.name); }));
});
