/* Whether the duties of a row fit the body and the role that a filter asks for. A body stands in a row by its own name or by
   a collective name that covers it (data-groups); `data-duties` of the row lists “body:role”. */
function holdsDuty(row, form) {
  var unit = form.elements.unit.value;
  var role = form.elements.role.value;
  if (!unit && !role) return true;
  var groups = unit ? form.elements.unit.selectedOptions[0].dataset.groups || "" : "";
  var wanted = unit ? [unit].concat(groups.split(" ").filter(Boolean)) : null;
  return row.dataset.duties.split(" ").some(function (duty) {
    var parts = duty.split(":");
    return parts.length === 2 && (!wanted || wanted.indexOf(parts[0]) >= 0) && (!role || parts[1] === role);
  });
}
