/* The search: every word is looked for everywhere, as it is typed, since a plan is small and Chinese has no blanks to cut at.

   `index` is what search/entries.json holds. Found are first the entries that hold the words as typed; only where there is
   none, those whose names stand in a longer question, or that hold the words with a slip. */
var WEIGHTS = {
  same: 1000, begins: 600, title: 400, topic: 390, names: 300, inside: 200, text: 100, related: 60, task: 70, ofTopic: 55
};
var KINDS = { topic: 5, unit: 50, day: 5, task: 30, measure: 20, page: 10 };
/* Characters of a word that is taken apart, or looked for with a slip: who pastes a whole text waits for nothing. */
var LONGEST = 30;
var DIGITS = "一二三四五六七八九";
/* 14-2, t14-2, 14（2）, 任务14第2条 */
var NUMBERED = /^(?:任务|序号|编号|第)*([a-z]*\d+(?:\.\d+)*)[项条]?(?:[-—–(（第之·]+)(\d+)[)）]?[条款项]?$/;

function bare(text) {
  return text.replace(/[\s\u3000，。；：、（）()“”‘’《》【】·,.;:!?\-—_/"']+/g, "");
}

function createSearch(index) {
  var simple = {};
  for (var at = 0; at + 1 < index.traditional.length; at += 2) simple[index.traditional[at]] = index.traditional[at + 1];
  var roles = index.roles.concat(index.roles.map(function (name) { return name.replace(/(责任)?单位$|部门$/, ""); }));
  roles = roles.filter(function (name) { return name.length > 1; });
  var positions = {};
  var entries = index.entries.map(prepare);

  function simplify(text) {
    return fold(text).replace(/[\u4e00-\u9fff]/g, function (character) { return simple[character] || character; });
  }

  function prepare(doc, order) {
    var page = doc.location.split("#")[0];
    if (doc.kind === "measure") positions[page] = (positions[page] || 0) + 1;
    var facts = doc.facts || "";
    return {
      doc: doc, kind: doc.kind, order: order, title: doc.title, text: doc.text || "", facts: facts,
      id: doc.location.split("#")[1] || "", position: positions[page],
      no: (/^序号(\S+) ·/.exec(facts) || [])[1],
      foldedTitle: fold(doc.title), foldedText: fold((doc.text || "") + "\n" + facts),
      names: (doc.names || []).map(fold), related: (doc.related || []).map(fold), measures: doc.measures || []
    };
  }

  /* Names by which an entry is called; a measure bears its task's title, which is not its name. */
  function namesOf(entry) {
    return entry.kind === "measure" ? entry.names : [entry.foldedTitle].concat(entry.names);
  }

  function some(words, test) {
    return words.some(test);
  }

  /* How well one term fits an entry; 0 if not at all. */
  function weigh(entry, term) {
    var named = namesOf(entry);
    var isTopic = entry.kind === "topic";
    if (some(named, function (name) { return name === term; })) return isTopic ? WEIGHTS.topic : WEIGHTS.same;
    if (some(named, function (name) { return name.indexOf(term) === 0; })) return isTopic ? WEIGHTS.names + 60 : WEIGHTS.begins;
    if (entry.kind !== "measure" && entry.foldedTitle.indexOf(term) >= 0) return isTopic ? WEIGHTS.names : WEIGHTS.title;
    if (some(entry.names, function (name) { return name.indexOf(term) >= 0; })) return isTopic ? WEIGHTS.related : WEIGHTS.names;
    var times = entry.foldedText.split(term).length - 1;
    if (times) return WEIGHTS.text + Math.min(times, 5) * 5;
    if (entry.foldedTitle.indexOf(term) >= 0) return WEIGHTS.task;
    return some(entry.related, function (name) { return name.indexOf(term) >= 0; }) ? WEIGHTS.related : 0;
  }

  /* The same without any punctuation: pm25 finds PM2.5. */
  function weighBare(entry, term) {
    var word = bare(term);
    if (word.length < 2) return 0;
    if (bare(entry.foldedTitle).indexOf(word) >= 0) return WEIGHTS.title / 2;
    return bare(entry.foldedText).indexOf(word) >= 0 ? WEIGHTS.text / 2 : 0;
  }

  /* A question that holds a name: 能不能放鞭炮. The longest name tells most. */
  function weighInside(entry, term) {
    if (entry.kind !== "topic" && entry.kind !== "unit") return 0;
    var least = /^[\x00-\x7f]*$/.test(term) ? 4 : 2;
    var named = namesOf(entry);
    if (entry.kind === "unit") named = named.concat(entry.foldedTitle.replace(/(镇|乡|街道|地区)$/, ""), entry.foldedTitle.replace(/^[区市县]/, ""));
    var longest = named.reduce(function (most, name) {
      return name.length >= least && term.indexOf(name) >= 0 ? Math.max(most, name.length) : most;
    }, 0);
    return longest && WEIGHTS.inside + longest * 20;
  }

  /* A whole name with a slip in it, before a shorter one that happens to stand inside. */
  function weighNear(entry, term) {
    if (entry.kind !== "topic" && entry.kind !== "unit") return 0;
    return some(namesOf(entry), function (name) {
      return name.length >= 4 && Math.abs(name.length - term.length) < 2 && holdsAlmost(name, term);
    }) ? WEIGHTS.names : 0;
  }

  function weighAlmost(entry, term) {
    if (some(namesOf(entry), function (name) { return holdsAlmost(name, term); })) return WEIGHTS.names / 2;
    return holdsAlmost(entry.foldedText, term) ? WEIGHTS.text / 2 : 0;
  }

  /* Two characters, one of them wrong: the names of topics that share the other, the one that the plan has most often first. */
  function weighPair(entry, term) {
    if (entry.kind !== "topic" || !/^[\u4e00-\u9fff]{2}$/.test(term)) return 0;
    return namesOf(entry).reduce(function (most, name) {
      var isNear = name.length === 2 && (name[0] === term[0]) !== (name[1] === term[1]);
      return isNear ? Math.max(most, WEIGHTS.names / 2 + Math.min(countUses(name), 99)) : most;
    }, 0);
  }

  function countUses(word) {
    return entries.reduce(function (sum, entry) {
      return sum + (entry.kind === "measure" ? entry.foldedText.split(word).length - 1 : 0);
    }, 0);
  }

  /* Every entry that all terms fit, or, if there is none, any of them; best first, then in the plan's order. */
  function rank(terms, weighing) {
    var found = [];
    entries.forEach(function (entry) {
      var fits = [];
      var score = 0;
      terms.forEach(function (term) {
        var weight = weighing(entry, term);
        if (weight) fits.push(term);
        score += weight;
      });
      if (score) found.push({ entry: entry, terms: fits, score: score + KINDS[entry.kind], missing: terms.length - fits.length });
    });
    addMeasures(found);
    var whole = found.filter(function (result) { return !result.missing; });
    return bringUp((whole.length ? whole : found).sort(function (a, b) {
      return a.missing - b.missing || b.score - a.score || a.entry.order - b.entry.order;
    }));
  }

  /* The measures of the topics that a question means, though they say it otherwise. */
  function addMeasures(found) {
    var held = found.map(function (result) { return result.entry.id; });
    var topics = found.filter(function (result) { return result.entry.kind === "topic" && !result.missing && result.score >= WEIGHTS.names / 2; });
    topics.sort(function (a, b) { return b.score - a.score; });
    topics.slice(0, 2).forEach(function (result, place) {
      entries.forEach(function (entry) {
        if (entry.kind !== "measure" || result.entry.measures.indexOf(entry.id) < 0 || held.indexOf(entry.id) >= 0) return;
        held.push(entry.id);
        found.push({ entry: entry, terms: [], score: WEIGHTS.ofTopic - place, missing: 0 });
      });
    });
  }

  /* The best topic stands second at the latest: it holds what others say in the plan's words. */
  function bringUp(results) {
    var at = results.findIndex(function (result) { return result.entry.kind === "topic"; });
    if (at > 1 && results[at].score > WEIGHTS.names) results.splice(1, 0, results.splice(at, 1)[0]);
    return results;
  }

  /* A measure by its number: the id that stays, then the place that the older notation means. */
  function findNumbered(query) {
    var word = query.replace(/\s+/g, "");
    var match = NUMBERED.exec(word);
    var byId = entries.filter(function (entry) {
      var id = entry.kind === "measure" && entry.id;
      return id && (id === word || (match && (id === match[1] + "-" + match[2] || id.replace(/^[a-z]+/, "") === match[1] + "-" + match[2])));
    });
    var byPlace = match ? entries.filter(function (entry) {
      return entry.kind === "measure" && entry.no === match[1] && entry.position === Number(match[2]) && byId.indexOf(entry) < 0;
    }) : [];
    return byId.concat(byPlace).map(function (entry) { return { entry: entry, terms: [], score: WEIGHTS.same, missing: 0 }; });
  }

  /* Two words that were typed without a blank: the place where both halves fit most. */
  function rankHalves(term) {
    var best = [];
    if (/^[\x00-\x7f]*$/.test(term) || term.length > LONGEST) return best;
    for (var at = 2; at <= term.length - 2; at++) {
      var found = rank([term.slice(0, at), term.slice(at)], weigh);
      if (found.length && !found[0].missing && (!best.length || found[0].score > best[0].score)) best = found;
    }
    return best;
  }

  /* Days as the site writes them; a role apart from the body before or behind it. */
  function readTerms(query) {
    var text = query
      .replace(/第(\d+)[项号]/g, "任务$1")
      .replace(/([一二三四五六七八九十]+)(?=[月日号])/g, readNumber)
      .replace(/(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?/g, function (_, year, month, day) {
        return year + "年" + Number(month) + "月" + Number(day) + "日";
      })
      .replace(/(\d{1,2})月(\d{1,2})[日号]/g, function (_, month, day) { return Number(month) + "月" + Number(day) + "日"; });
    var terms = [];
    text.split(/[\s\u3000，、；,;“”"+？?！!]+/).filter(Boolean).forEach(function (term) {
      var role = roles.find(function (name) {
        return term.length > name.length + 1 && (term.indexOf(name) === 0 || term.lastIndexOf(name) === term.length - name.length);
      });
      if (!role) return terms.push(term);
      var rest = term.indexOf(role) === 0 ? term.slice(role.length) : term.slice(0, -role.length);
      if (entries.some(function (entry) { return weigh(entry, rest); })) terms.push(rest, role);
      else terms.push(term);
    });
    return terms.filter(function (term, place) { return terms.indexOf(term) === place; });
  }

  function search(query) {
    var text = simplify(query);
    var numbered = findNumbered(text);
    if (numbered.length) return numbered;
    var terms = readTerms(text);
    if (!terms.length) return [];
    var joined = /^[a-z ]+$/.test(text.trim()) && terms.length > 1 ? [terms.join("")] : null; /* pinyin with blanks */
    var results = joined ? rank(joined, weigh) : [];
    [weigh, weighBare].forEach(function (weighing) {
      if (!results.length) results = rank(terms, weighing);
    });
    if (!results.length && terms.length === 1) results = rankHalves(terms[0]);
    [weighNear, weighInside, weighPair, weighAlmost].forEach(function (weighing) {
      if (!results.length) results = rank(terms, weighing);
    });
    return bringTask(results, terms);
  }

  /* Behind a topic that a slip or a longer question means: the task whose title says it too, slip or not. */
  function bringTask(results, terms) {
    if (!results.length || results[0].entry.kind !== "topic" || terms.length > 1) return results;
    var task = rank(terms, function (entry, term) {
      return entry.kind === "task" ? weighAlmost(entry, term) : 0;
    })[0];
    var isThere = task && results.some(function (result) { return result.entry === task.entry; });
    if (task && !isThere) results.splice(1, 0, task);
    return results;
  }

  /* For words that are nowhere: the topics and bodies that share most characters with them. */
  function suggest(query) {
    var text = simplify(query);
    function pick(kind, least) {
      var near = entries.filter(function (entry) { return entry.kind === kind; }).map(function (entry) {
        var shared = namesOf(entry).reduce(function (most, name) {
          var count = Array.from(new Set(name)).filter(function (character) {
            return /[\u4e00-\u9fff]/.test(character) && text.indexOf(character) >= 0;
          }).length;
          return Math.max(most, count);
        }, 0);
        return { entry: entry, shared: shared };
      }).filter(function (item) { return item.shared >= least; });
      near.sort(function (a, b) { return b.shared - a.shared || a.entry.order - b.entry.order; });
      return near.slice(0, 4).map(function (item) { return item.entry; });
    }
    return { topics: pick("topic", 1), units: pick("unit", 2) };
  }

  return { search: search, suggest: suggest };
}

function readNumber(words) {
  var match = /^([一二三四五六七八九]?)(十?)([一二三四五六七八九]?)$/.exec(words);
  if (!match) return words;
  var tens = match[2] ? (match[1] ? DIGITS.indexOf(match[1]) + 1 : 1) * 10 : 0;
  var last = match[2] ? match[3] : match[1];
  return String(tens + (last ? DIGITS.indexOf(last) + 1 : 0));
}

/* Whether a text holds the word with one character wrong (two of a long word), one too many, or two that changed places. */
function holdsAlmost(text, word) {
  if (word.length < 3 || word.length > LONGEST || /^[\x00-\x7f]*$/.test(word) || /\d/.test(word)) return false; /* another number is no slip */
  var most = word.length > 4 ? 2 : 1;
  for (var start = 0; start + word.length <= text.length; start++) {
    var wrong = 0;
    for (var at = 0; at < word.length && wrong <= most; at++) wrong += text[start + at] !== word[at];
    if (wrong <= most) return true;
  }
  for (var swap = 0; swap + 1 < word.length; swap++) {
    if (text.indexOf(word.slice(0, swap) + word[swap + 1] + word[swap] + word.slice(swap + 2)) >= 0) return true;
  }
  if (word.length < 4) return false;
  for (var skip = 0; skip < word.length; skip++) {
    if (text.indexOf(word.slice(0, skip) + word.slice(skip + 1)) >= 0) return true;
  }
  return false;
}

/* Where the terms stand in a text, in its order. */
function findPlaces(text, terms) {
  var folded = fold(text);
  var places = [];
  terms.forEach(function (term) {
    for (var at = folded.indexOf(term); at >= 0; at = folded.indexOf(term, at + term.length)) places.push([at, at + term.length]);
  });
  return places.sort(function (a, b) { return a[0] - b[0] || b[1] - a[1]; });
}

window.planEngine = { create: createSearch, findPlaces: findPlaces };
