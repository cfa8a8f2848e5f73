/* Finds a body while one types: by any part of its name, a short form, or the first letters of its pinyin.
   Everything is on the page already; without JavaScript the whole list is there and the box is not. */
function setUp(finder) {
  var input = finder.querySelector("input");
  var status = finder.querySelector("[role=status]");
  var items = Array.from(document.querySelectorAll("#" + finder.dataset.finder + " [data-keys]"));
  var resting = items.map(function (item) { return item.hidden; });
  var keys = items.map(function (item) { return squeeze(item.dataset.keys).split("|"); });

  function update() {
    var word = squeeze(input.value);
    var shown = items.filter(function (item, place) {
      var fits = word && keys[place].some(function (key) { return key.indexOf(word) >= 0; });
      item.hidden = word ? !fits : resting[place];
      return fits;
    });
    status.textContent = !word ? "" : shown.length ? "找到" + shown.length + "个，按回车打开第一个。" : "没有找到，换个词试试。";
  }

  function firstLink() {
    var item = items.find(function (candidate) { return !candidate.hidden; });
    return item && item.querySelector("a");
  }

  input.addEventListener("input", update);
  input.addEventListener("keydown", function (event) {
    var link = squeeze(input.value) && firstLink();
    if (event.isComposing) return; /* Enter takes the word of an input method */
    if (event.key === "Enter" && link) {
      event.preventDefault();
      link.click();
    } else if (event.key === "ArrowDown" && link) {
      event.preventDefault();
      link.focus();
    } else if (event.key === "Escape") {
      input.value = "";
      update();
    }
  });
  update(); /* a browser that goes back keeps what was typed */
}

document.querySelectorAll("[data-finder]").forEach(setUp);
