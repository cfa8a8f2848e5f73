/* Large type for those who want it, remembered in this browser alone. Runs in the head, before anything is drawn. */
var KEY = "ap-large";
var root = document.documentElement;

function read() {
  try {
    return localStorage.getItem(KEY) === "1";
  } catch (error) {
    return false; /* storage is forbidden here: it lasts as long as the page */
  }
}

function remember(isLarge) {
  try {
    localStorage.setItem(KEY, isLarge ? "1" : "0");
  } catch (error) {
    return; /* as above */
  }
}

root.classList.toggle("ap-large", read());
document.addEventListener("DOMContentLoaded", function () {
  var button = document.querySelector("[data-large-type]");
  function show() {
    button.setAttribute("aria-pressed", String(root.classList.contains("ap-large")));
  }
  button.addEventListener("click", function () {
    remember(root.classList.toggle("ap-large"));
    show();
  });
  show();
});
