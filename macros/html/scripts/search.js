/* The box in the head of every page: what is typed, the list of what is found, and the keyboard. What searches, and what is
   searched, come with the first query. */
var box = document.querySelector("[data-search]");
var input = box.querySelector(".md-search__input");
var list = box.querySelector(".md-search-result__list");
var meta = box.querySelector(".md-search-result__meta");
var near = box.querySelector(".ap-near");
var toggle = document.getElementById("__search");
var root = new URL("../", new URL(box.dataset.search, location.href));
var initial = meta.textContent;
var loading = null;
var SHOWN = 90; /* characters of a text */
var MOST = 60; /* results that are shown */

function loadIndex() {
  loading = loading || Promise.all([
    loadScript("assets/search-engine.js"),
    location.protocol === "file:" ? loadScript("search/entries.js") : fetchIndex()
  ]).then(function (parts) {
    return window.planEngine.create(parts[1] || window.planEntries);
  });
  return loading;
}

function fetchIndex() {
  return fetch(new URL("search/entries.json", root)).then(function (response) {
    if (!response.ok) throw new Error("search/entries.json: " + response.status);
    return response.json();
  });
}

/* From a disk a browser fetches nothing: the copy has a script in place of what is searched (`make offline`). */
function loadScript(address) {
  return new Promise(function (resolve, reject) {
    var script = document.createElement("script");
    script.src = new URL(address, root).href;
    script.onload = function () { resolve(); };
    script.onerror = reject;
    document.head.append(script);
  });
}

function create(tag, className, text) {
  var element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

/* A text with its terms marked, from around the first one where only `length` characters are wanted. */
function mark(element, text, terms, length) {
  var places = window.planEngine.findPlaces(text, terms);
  var first = places.length ? places[0][0] : 0;
  var start = length && first > 30 ? first - 20 : 0;
  var end = length ? Math.min(text.length, start + length) : text.length;
  var at = start;
  if (start) element.append("…");
  places.forEach(function (place) {
    if (place[0] < at || place[1] > end) return;
    element.append(text.slice(at, place[0]), create("mark", "", text.slice(place[0], place[1])));
    at = place[1];
  });
  element.append(text.slice(at, end) + (end < text.length ? "…" : ""));
  return element;
}

function createLink(location) {
  var link = create("a", "md-search-result__link");
  link.href = new URL(location, root).href;
  return link;
}

function createItem(result) {
  var entry = result.entry;
  var item = create("li", "md-search-result__item");
  var link = createLink(entry.doc.location);
  var article = create("article", "md-search-result__article md-typeset");
  article.append(mark(create("h2", "ap-found__title"), entry.title, result.terms));
  if (entry.text) article.append(mark(create("p", "ap-found__text"), entry.text, result.terms, SHOWN));
  if (entry.facts) article.append(mark(create("p", "ap-found__facts"), entry.facts, result.terms));
  link.append(article);
  item.append(link);
  return item;
}

function showNear(found) {
  near.querySelectorAll("li[data-near]").forEach(function (item) { item.remove(); });
  var chips = near.querySelector("ul");
  found.topics.concat(found.units).reverse().forEach(function (entry) {
    var item = create("li");
    var link = create("a", "ap-chip", entry.title);
    item.dataset.near = "";
    link.href = new URL(entry.doc.location, root).href;
    item.append(link);
    chips.prepend(item);
  });
}

function show(index) {
  var query = input.value.trim();
  var results = query ? index.search(query) : [];
  list.replaceChildren.apply(list, results.slice(0, MOST).map(createItem));
  near.hidden = !query || results.length > 0;
  if (!query) meta.textContent = initial;
  else if (results.length) meta.textContent = "找到" + results.length + "条" + (results.length > MOST ? "，先列出" + MOST + "条" : "");
  else meta.textContent = "没有找到“" + query + "”。";
  if (!near.hidden) showNear(index.suggest(query));
}

function ask() {
  loadIndex().then(show).catch(function (error) {
    loading = null; /* the next key tries again */
    meta.textContent = "搜索的内容没有取到，请检查网络，再试一次。";
    console.error(error);
  });
}

function setOpen(isOpen) {
  if (toggle.checked !== isOpen) toggle.click();
  if (isOpen) input.focus();
  else input.blur();
}

/* The links of the list, the box itself first. */
function move(step) {
  var stops = [input].concat(Array.from(box.querySelectorAll(".md-search-result__link, .ap-near:not([hidden]) a")));
  var at = stops.indexOf(document.activeElement);
  stops[Math.max(0, Math.min(stops.length - 1, at + step))].focus();
}

function isTyping(element) {
  var isButton = /^(radio|checkbox|button|submit|reset)$/.test(element.type);
  return element.isContentEditable || (/^(input|select|textarea)$/i.test(element.tagName) && !isButton);
}

function begin() {
  if (!toggle.checked) toggle.click();
  if (input.value.trim()) ask();
}

input.addEventListener("focus", begin);
input.addEventListener("input", ask);
if (document.activeElement === input) begin(); /* who was quicker than this script */
box.querySelector("form").addEventListener("submit", function (event) {
  event.preventDefault();
  var first = list.querySelector("a");
  if (first) first.click();
});
box.querySelector("form").addEventListener("reset", function () {
  setTimeout(function () { ask(); input.focus(); });
});
box.addEventListener("keydown", function (event) {
  if (event.isComposing) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    move(event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Escape") {
    setOpen(false);
  }
});
box.addEventListener("click", function (event) {
  if (event.target.closest(".md-search-result__link, .ap-near a")) setOpen(false); /* it may lead to this page */
});
box.addEventListener("focusout", function (event) {
  if (event.relatedTarget && !box.contains(event.relatedTarget) && toggle.checked) toggle.click();
});
document.addEventListener("keydown", function (event) {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  event.preventDefault();
  setOpen(true);
});

/* For tests, and for who wants to look behind it. */
window.planSearch = function (query) {
  return loadIndex().then(function (index) { return index.search(query); });
};
