/* On a phone some tables are shown as blocks, and Safari then reads them as loose text: their roles are said again. In the
   page itself they would be one more rule of HTML broken. */
var ROLES = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };

document.querySelectorAll("[data-stacks]").forEach(function (table) {
  [table].concat(Array.from(table.querySelectorAll("thead, tbody, tr, th, td"))).forEach(function (element) {
    element.setAttribute("role", ROLES[element.tagName] || (element.scope === "col" ? "columnheader" : "rowheader"));
  });
});
