/* Filters of the whole table: combined, kept in the address, with what is left to copy or to take away.
   Every row is on the page already; without JavaScript all of them are shown and the filters are not. */
/* not “q”: at that name the theme opens its search */
var NAMES = ["words", "unit", "role", "section", "kind", "month", "target"];

/* A spreadsheet takes what begins like this for a formula. */
function cell(text) {
  return '"' + (/^'*[=+\-@\t\r＝＋－＠]/.test(text) ? "'" + text : text).replace(/"/g, '""') + '"';
}

function setUp(form) {
  var table = document.querySelector(".ap-plan");
  var rows = Array.from(table.querySelectorAll(".ap-plan__row"));
  var output = form.querySelector("output");

  /* The cells that a row is printed with, merged ones of the rows above among them; `covers` are the rows of one. */
  var merged = [];
  var above = [];
  rows.forEach(function (row) {
    var own = Array.from(row.cells);
    above = above.filter(function (item) { return item.left > 0; });
    var columns = [];
    above.forEach(function (item) {
      item.covers.push(row);
      item.left -= 1;
      columns[item.column] = item;
    });
    var column = 0;
    own.forEach(function (element) {
      while (columns[column]) column += 1;
      var item = { element: element, column: column, covers: [row], left: element.rowSpan - 1 };
      columns[column] = item;
      merged.push(item);
      above.push(item);
    });
    row.planCells = columns;
    row.planWords = squeeze(columns.map(function (item) { return item.element.textContent; }).join("|"));
  });

  function value(name) {
    var field = form.elements[name];
    return field.type === "checkbox" ? (field.checked ? "1" : "") : field.value.trim();
  }

  function matches(row) {
    if (value("section") && row.dataset.section !== value("section")) return false;
    if (value("kind") && row.dataset.kind !== value("kind")) return false;
    if (value("month") && row.dataset.months.split(" ").indexOf(value("month")) < 0) return false;
    if (value("target") && !("target" in row.dataset)) return false;
    var words = value("words").split(/[\s\u3000]+/).map(squeeze);
    if (!words.every(function (word) { return row.planWords.indexOf(word) >= 0; })) return false;
    return holdsDuty(row, form);
  }

  function shownRows() {
    return rows.filter(function (row) { return !row.hidden; });
  }

  /* A merged cell stands in the first of its rows that is shown, and is as high as those that are. */
  function placeCells() {
    var places = new Map();
    merged.forEach(function (item) {
      var shown = item.covers.filter(function (row) { return !row.hidden; });
      var home = shown.length ? shown : item.covers;
      item.element.rowSpan = home.length;
      places.set(home[0], (places.get(home[0]) || []).concat(item));
    });
    rows.forEach(function (row) {
      var items = (places.get(row) || []).sort(function (a, b) { return a.column - b.column; });
      row.replaceChildren.apply(row, items.map(function (item) { return item.element; }));
    });
  }

  function apply() {
    rows.forEach(function (row) { row.hidden = !matches(row); });
    placeCells();
    table.querySelectorAll("tbody").forEach(function (body) {
      body.hidden = !body.querySelector(".ap-plan__row:not([hidden])");
    });
    var count = shownRows().length;
    output.textContent = count === rows.length ? "全部" + rows.length + "条" : "显示" + count + "条，共" + rows.length + "条";
  }

  function createQuery() {
    var query = new URLSearchParams();
    NAMES.forEach(function (name) {
      if (value(name)) query.set(name, value(name));
    });
    return query.toString();
  }

  function read() {
    var query = new URLSearchParams(location.search);
    NAMES.forEach(function (name) {
      var field = form.elements[name];
      if (field.type === "checkbox") field.checked = query.has(name);
      else field.value = query.get(name) || "";
      if (field.selectedIndex < 0) field.value = ""; /* an address with a name that is no longer there */
    });
    apply();
  }

  function remember(isTyping) {
    var search = createQuery();
    var address = location.pathname + (search ? "?" + search : "") + location.hash;
    if (isTyping) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
  }

  form.addEventListener("input", function (event) {
    if (event.target.name === "words") {
      remember(true);
      apply();
    }
  });
  form.addEventListener("change", function (event) {
    if (event.target.name !== "words") {
      remember(false);
      apply();
    }
  });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("reset", function () {
    setTimeout(function () {
      remember(false);
      apply();
    });
  });
  addEventListener("popstate", read);

  function tell(words) {
    output.textContent = words;
    setTimeout(apply, 3000);
  }

  form.querySelector("[data-copy]").addEventListener("click", function () {
    copyText(location.href, function (isCopied) {
      tell(isCopied ? "链接已复制。" : "没有复制成，请从地址栏复制。");
    });
  });

  form.querySelector("[data-download]").addEventListener("click", function () {
    function words(element) {
      var units = element.querySelectorAll(".ap-units li");
      if (units.length) return Array.from(units).map(function (unit) { return unit.textContent.trim(); }).join("、");
      var paragraphs = element.querySelectorAll(".ap-words p");
      if (paragraphs.length) return Array.from(paragraphs).map(function (part) { return part.textContent; }).join("\n");
      var hidden = element.querySelector(".ap-narrow");
      var text = element.textContent;
      return (hidden ? text.replace(hidden.textContent, "") : text).trim();
    }
    var head = Array.from(table.tHead.rows[0].cells).map(function (element) { return element.textContent.trim(); });
    var lines = [head].concat(shownRows().map(function (row) {
      return row.planCells.map(function (item) { return words(item.element); });
    }));
    var text = lines.map(function (line) { return line.map(cell).join(","); }).join("\r\n") + "\r\n";
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff" + text], { type: "text/csv;charset=utf-8" }));
    link.download = "measures.csv";
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
  });

  read();
}

document.querySelectorAll("[data-table-filter]").forEach(setUp);
