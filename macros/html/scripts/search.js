/* The search, run by the theme in a worker in place of its own: the theme keeps the box, the list and the keyboard.

   Its own index cuts Chinese into words and finds nothing inside them. A plan is small: every word is looked for
   everywhere, as it is typed. Messages (theme 9.8.1): 0 index, 1 ready, 2 query, 3 result. The theme fetches its index
   with every page, so that one is empty; what is searched is fetched with the first query. */
var scope = self.planSearch || self;
var SHOWN = 90; /* characters of a text */
var WEIGHTS = { same: 1000, begins: 600, title: 400, names: 300, text: 100, related: 60, task: 70 };
var KINDS = { unit: 50, task: 30, measure: 20, page: 10 };
var ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" };
var entries = [];

function unescapeHtml(text) {
  return text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&#x27;/g, "'").replace(/&amp;/g, "&");
}

function escapeHtml(text) {
  return text.replace(/[&<>"']/g, function (character) {
    return ENTITIES[character];
  });
}

function bare(text) {
  return fold(text).replace(/[\s\u3000，。；：、（）()“”‘’《》【】·,.;:!?\-—_/"']+/g, "");
}

function prepare(doc) {
  var title = unescapeHtml(doc.title);
  var text = unescapeHtml(doc.text);
  return {
    doc: doc, title: title, text: text, kind: doc.kind,
    foldedTitle: fold(title), foldedText: fold(text),
    names: doc.names.map(fold), related: doc.related.map(fold)
  };
}

function some(words, test) {
  return words.some(test);
}

/* How well one term fits an entry; 0 if not at all. */
function weigh(entry, term) {
  var named = [entry.foldedTitle].concat(entry.names);
  if (some(named, function (name) { return name === term; })) return WEIGHTS.same;
  if (some(named, function (name) { return name.indexOf(term) === 0; })) return WEIGHTS.begins;
  /* a measure bears its task's title: its own words tell more about it */
  if (entry.kind !== "measure" && entry.foldedTitle.indexOf(term) >= 0) return WEIGHTS.title;
  if (some(entry.names, function (name) { return name.indexOf(term) >= 0; })) return WEIGHTS.names;
  var times = entry.foldedText.split(term).length - 1;
  if (times) return WEIGHTS.text + Math.min(times, 5) * 5;
  if (entry.foldedTitle.indexOf(term) >= 0) return WEIGHTS.task;
  return some(entry.related, function (name) { return name.indexOf(term) >= 0; }) ? WEIGHTS.related : 0;
}

/* The same without any punctuation: pm25 finds PM2.5. */
function weighBare(entry, term) {
  var word = bare(term);
  if (word.length < 2) return 0;
  if (bare(entry.title).indexOf(word) >= 0) return WEIGHTS.title / 2;
  return bare(entry.text).indexOf(word) >= 0 ? WEIGHTS.text / 2 : 0;
}

/* Whether a text holds the word with one character wrong, or with one too many. */
function holdsAlmost(text, word) {
  if (word.length < 3 || /^[\x00-\x7f]*$/.test(word)) return false;
  for (var start = 0; start + word.length <= text.length; start++) {
    var wrong = 0;
    for (var at = 0; at < word.length && wrong < 2; at++) wrong += text[start + at] !== word[at];
    if (wrong < 2) return true;
  }
  if (word.length < 4) return false;
  for (var skip = 0; skip < word.length; skip++) {
    if (text.indexOf(word.slice(0, skip) + word.slice(skip + 1)) >= 0) return true;
  }
  return false;
}

function weighAlmost(entry, term) {
  var named = [entry.foldedTitle].concat(entry.names);
  if (some(named, function (name) { return holdsAlmost(name, term); })) return WEIGHTS.names / 2;
  return holdsAlmost(entry.foldedText, term) ? WEIGHTS.text / 2 : 0;
}

/* Every entry that all terms fit, or, if there is none, any of them; best first, then in the plan's order. */
function rank(terms, weighing) {
  var found = [];
  entries.forEach(function (entry, order) {
    var fits = {};
    var score = 0;
    var missing = 0;
    terms.forEach(function (term) {
      var weight = weighing(entry, term);
      fits[term] = weight > 0;
      score += weight;
      missing += weight > 0 ? 0 : 1;
    });
    if (score) found.push({ entry: entry, fits: fits, score: score + KINDS[entry.kind], missing: missing, order: order });
  });
  var whole = found.filter(function (result) { return !result.missing; });
  return (whole.length ? whole : found).sort(function (a, b) {
    return a.missing - b.missing || b.score - a.score || a.order - b.order;
  });
}

function search(query) {
  var terms = fold(query).split(/[\s\u3000，、；,;“”"+]+/).filter(Boolean);
  terms = terms.filter(function (term, place) { return terms.indexOf(term) === place; });
  if (!terms.length) return [];
  var weighings = [weigh, weighBare, weighAlmost];
  for (var number = 0; number < weighings.length; number++) {
    var results = rank(terms, weighings[number]);
    if (results.length) return results;
  }
  return [];
}

/* The text around the first term in it, terms marked. */
function mark(text, folded, terms, length) {
  var places = [];
  terms.forEach(function (term) {
    for (var at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + term.length)) places.push([at, at + term.length]);
  });
  places.sort(function (a, b) { return a[0] - b[0] || b[1] - a[1]; });
  var first = places.length ? places[0][0] : 0;
  var start = length && first > 30 ? first - 20 : 0;
  var end = length ? Math.min(text.length, start + length) : text.length;
  var html = start ? "…" : "";
  var at = start;
  places.forEach(function (place) {
    if (place[0] < at || place[1] > end) return;
    html += escapeHtml(text.slice(at, place[0])) + "<mark>" + escapeHtml(text.slice(place[0], place[1])) + "</mark>";
    at = place[1];
  });
  return html + escapeHtml(text.slice(at, end)) + (end < text.length ? "…" : "");
}

function show(result) {
  var entry = result.entry;
  var terms = Object.keys(result.fits).filter(function (term) { return result.fits[term]; });
  return [{
    location: entry.doc.location,
    title: mark(entry.title, entry.foldedTitle, terms),
    text: mark(entry.text, entry.foldedText, terms, SHOWN),
    score: result.score,
    terms: result.fits
  }];
}

var loading = null;

function fetchEntries() {
  if (scope.entries) return Promise.resolve(scope.entries); /* from a disk, see disk.js */
  return fetch(new URL("../search/entries.json", self.location.href)).then(function (response) {
    if (!response.ok) throw new Error("search/entries.json: " + response.status);
    return response.json();
  });
}

function load() {
  loading = loading || fetchEntries().then(function (docs) {
    entries = docs.map(prepare);
  });
  return loading;
}

scope.addEventListener("message", function (event) {
  if (event.data.type === 0) {
    scope.postMessage({ type: 1 });
  } else if (event.data.type === 2 && !event.data.data.trim()) { /* the theme asks for nothing with every page */
    scope.postMessage({ type: 3, data: { items: [] } });
  } else if (event.data.type === 2) {
    load().then(function () {
      scope.postMessage({ type: 3, data: { items: search(event.data.data).map(show) } });
    }).catch(function (error) {
      loading = null; /* the next key tries again */
      console.error(error);
    });
  }
});
