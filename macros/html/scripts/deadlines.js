/* What the pages of deadlines can only know in the visitor's browser: which day it is, what the visitor wants to see,
   and the address that the site stands under. Everything is there without it. */
var DAY = 86400000;

function daysBetween(from, to) {
  return Math.round((Date.parse(to + "T00:00:00Z") - Date.parse(from + "T00:00:00Z")) / DAY);
}

/* Neutral words: whether the work was done is not known here. */
function distance(end, now) {
  var days = daysBetween(now, end);
  return days > 0 ? "还有" + days + "天" : days === 0 ? "今天到期" : "已到期";
}

function markToday() {
  var now = today();
  document.querySelectorAll('[data-day="' + now + '"]').forEach(function (cell) {
    cell.classList.add("ap-day--today");
    cell.setAttribute("aria-current", "date");
    cell.closest(".ap-month").classList.remove("ap-month--quiet"); /* a month that is folded up hides the mark */
  });
  document.querySelectorAll("[data-end]").forEach(function (row) {
    var words = row.querySelector(".ap-due__when, .ap-deadline");
    if (!words) return;
    var tag = document.createElement("span");
    tag.className = "ap-distance";
    tag.textContent = distance(row.dataset.end, now);
    words.append(tag);
  });
}

/* The next day on which something falls due, with the way to the first measure of it. */
function showNext(line) {
  var now = today();
  var rows = Array.from(document.querySelectorAll(".ap-row[data-end]")).filter(function (row) {
    return !row.closest("#possible, [aria-labelledby=possible]");
  });
  var ends = rows.map(function (row) { return row.dataset.end; });
  var next = ends.filter(function (end) { return end >= now; }).sort()[0];
  line.hidden = false;
  if (!next) {
    line.textContent = "写明完成日期的，都已到期。";
    return;
  }
  var due = rows.filter(function (row) { return row.dataset.end === next; });
  var link = document.createElement("a");
  link.href = "#" + due[0].id;
  link.textContent = sayDay(next) + "，" + due.length + "条";
  line.append("接下来到期：", link, "（" + distance(next, now) + "）");
}

function fillAddresses() {
  document.querySelectorAll(".ap-feed").forEach(function (feed) {
    if (feed.querySelector(".ap-feed__live") || location.protocol.indexOf("http") !== 0) return;
    var address = feed.querySelector(".ap-feed__file").href;
    var link = document.createElement("a");
    link.className = "ap-feed__live";
    link.href = address.replace(/^https?:/, "webcal:");
    link.textContent = "订阅";
    var label = document.createElement("span");
    label.className = "ap-unseen";
    label.textContent = "：" + feed.querySelector("strong").textContent;
    link.append(label);
    var code = document.createElement("code");
    code.className = "ap-feed__address";
    code.textContent = address;
    feed.append(" ", link, " ", code);
  });
}

/* Filters of the calendar: kept in the address, working on lists, months and counts at once. */
function setUpFilter(form) {
  var names = ["unit", "role", "section"];
  var rows = Array.from(document.querySelectorAll(".ap-due"));
  var days = Array.from(document.querySelectorAll(".ap-months [data-day]")).map(function (cell) {
    return { cell: cell, html: cell.innerHTML, className: cell.className, day: cell.dataset.day };
  });

  function matches(row) {
    var section = form.elements.section.value;
    if (section && row.dataset.section !== section) return false;
    return holdsDuty(row, form);
  }

  function showDays(shown) {
    days.forEach(function (item) {
      var due = 0, begins = 0, open = false, target = null;
      shown.forEach(function (row) {
        var start = row.dataset.start, end = row.dataset.end;
        if (end === item.day || (!target && start === item.day)) target = row;
        if (end === item.day) due += 1;
        if (start === item.day) begins += 1;
        if (start && end && start <= item.day && item.day <= end) open = true;
      });
      var isToday = item.cell.classList.contains("ap-day--today");
      item.cell.innerHTML = due || begins ? item.html : String(Number(item.day.slice(8)));
      item.cell.className = due || begins ? item.className : "ap-day";
      item.cell.classList.toggle("ap-day--window", open);
      item.cell.classList.toggle("ap-day--due", due > 0);
      item.cell.classList.toggle("ap-day--begin", !due && begins > 0);
      item.cell.classList.toggle("ap-day--today", isToday);
      var count = item.cell.querySelector(".ap-day__count");
      if (count && due) count.textContent = due + "条";
      else if (count) count.parentElement.textContent = "起";
      var link = item.cell.querySelector("a");
      if (link && target) {
        var list = target.closest(".ap-date");
        link.hash = (list && list.querySelector("h3").id) || target.id;
      }
    });
    document.querySelectorAll(".ap-months .ap-month").forEach(function (month) {
      var due = 0;
      month.querySelectorAll("[data-day]").forEach(function (cell) {
        due += shown.filter(function (row) { return row.dataset.end === cell.dataset.day; }).length;
      });
      var count = month.querySelector(".ap-month__count");
      count.textContent = due ? "到期" + due + "条" : "没有到期";
      count.classList.toggle("ap-month__count--none", !due);
      month.classList.toggle(
        "ap-month--quiet",
        !month.querySelector(".ap-day--due, .ap-day--begin, .ap-day--window, .ap-day--today")
      );
    });
  }

  function apply() {
    var shown = rows.filter(function (row) {
      row.hidden = !matches(row);
      return !row.hidden;
    });
    document.querySelectorAll(".ap-date, .ap-section").forEach(function (section) {
      var count = section.querySelector("[data-count]");
      if (!count) return;
      var number = section.querySelectorAll(".ap-due:not([hidden])").length;
      count.textContent = String(number);
      section.hidden = !number;
    });
    document.querySelectorAll("[data-measure]").forEach(function (item) {
      item.hidden = document.getElementById(item.dataset.measure).hidden;
    });
    document.querySelectorAll(".ap-recurring > div").forEach(function (group) {
      group.hidden = !group.querySelector("[data-measure]:not([hidden])");
      group.closest(".ap-section").hidden = !document.querySelector("[data-measure]:not([hidden])");
    });
    showDays(shown);
    var output = form.querySelector("output");
    var active = shown.filter(function (row) { return !row.closest("[aria-labelledby=withdrawn]"); }).length;
    output.textContent = "显示" + active + "条，共" + output.dataset.total + "条";
  }

  function read() {
    var query = new URLSearchParams(location.search);
    names.forEach(function (name) {
      var select = form.elements[name];
      select.value = query.get(name) || "";
      if (select.selectedIndex < 0) select.value = ""; /* an address with a name that is no longer there */
    });
    apply();
  }

  form.addEventListener("change", function () {
    var query = new URLSearchParams();
    names.forEach(function (name) {
      if (form.elements[name].value) query.set(name, form.elements[name].value);
    });
    var search = query.toString();
    history.pushState(null, "", location.pathname + (search ? "?" + search : "") + location.hash);
    apply();
  });
  form.addEventListener("reset", function () {
    history.pushState(null, "", location.pathname + location.hash);
    setTimeout(apply);
  });
  addEventListener("popstate", read);
  read();
}

markToday();
fillAddresses();
document.querySelectorAll("[data-next]").forEach(showNext);
document.querySelectorAll("[data-filter]").forEach(setUpFilter);
