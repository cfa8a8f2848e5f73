/* The day in Beijing, wherever the visitor is: days count as the plan's place counts them. */
function today() {
  return new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai" }).format(new Date());
}

/* “2023年6月30日” */
function sayDay(day) {
  var parts = day.split("-").map(Number);
  return parts[0] + "年" + parts[1] + "月" + parts[2] + "日";
}
