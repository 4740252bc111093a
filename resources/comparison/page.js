/*
 * Sorts a table by the column of a button: rising, falling, then the atlas' order again. Marks stay
 * last, whichever way. Written for QGIS' own viewer too, which knows no newer JavaScript.
 */
(function () {
  function sorted(rows, column, way) {
    return rows.slice().sort(function (a, b) {
      if (way === "none") { return a.atlasOrder - b.atlasOrder; }
      var sign = way === "ascending" ? 1 : -1;
      if (column === 0) {
        return sign * a.cells[0].textContent.localeCompare(b.cells[0].textContent, "fr");
      }
      var x = a.cells[column].getAttribute("data-value");
      var y = b.cells[column].getAttribute("data-value");
      if (x === null || y === null) {
        return (x === null) - (y === null) || a.atlasOrder - b.atlasOrder;
      }
      return sign * (parseFloat(x) - parseFloat(y)) || a.atlasOrder - b.atlasOrder;
    });
  }
  function next(way, column) {
    var ways = column === 0 ? ["ascending", "descending", "none"]
      : ["descending", "ascending", "none"];
    return ways[(ways.indexOf(way) + 1) % 3];
  }
  function prepare(table) {
    var body = table.tBodies[0], heads = table.tHead.rows[0].cells;
    var rows = Array.prototype.slice.call(body.rows);
    rows.forEach(function (row, index) { row.atlasOrder = index; });
    Array.prototype.forEach.call(heads, function (head, column) {
      head.querySelector("button").addEventListener("click", function () {
        var way = next(head.getAttribute("aria-sort") || "none", column);
        Array.prototype.forEach.call(heads, function (one) {
          one.setAttribute("aria-sort", one === head ? way : "none");
        });
        sorted(rows, column, way).forEach(function (row) { body.appendChild(row); });
      });
    });
  }
  Array.prototype.forEach.call(document.querySelectorAll("table"), prepare);
}());
