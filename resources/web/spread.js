"use strict";

/**
 * Moves symbols that would hide one another a little apart.
 *
 * @param marks `{x, y, radius}` in pixels, the weightiest first: these hold their ground.
 * @param reach how far a symbol may be carried (pixels); one that finds no room stays.
 * @returns `[dx, dy]` of each mark, in their order.
 */
TI.spread = (marks, reach) => {
  const CELL = 32;
  const taken = new Map();
  const cell = (value) => Math.floor(value / CELL);

  const isFree = (x, y, radius) => {
    for (let i = cell(x) - 1; i <= cell(x) + 1; i += 1) {
      for (let j = cell(y) - 1; j <= cell(y) + 1; j += 1) {
        for (const other of taken.get(`${i} ${j}`) ?? []) {
          if (Math.hypot(other.x - x, other.y - y) < (other.radius + radius) * 0.92) return false;
        }
      }
    }
    return true;
  };

  const take = (x, y, radius) => {
    const key = `${cell(x)} ${cell(y)}`;
    taken.set(key, [...(taken.get(key) ?? []), { x, y, radius }]);
  };

  const shiftOf = ({ x, y, radius }) => {
    if (isFree(x, y, radius)) return [0, 0];
    for (let distance = radius; distance <= reach; distance += 5) {
      const places = Math.max(8, Math.round(distance / 2));
      for (let place = 0; place < places; place += 1) {
        const angle = (place * 2 * Math.PI) / places;
        const shift = [distance * Math.cos(angle), distance * Math.sin(angle)];
        if (isFree(x + shift[0], y + shift[1], radius)) return shift;
      }
    }
    return [0, 0];
  };

  return marks.map((mark) => {
    const shift = shiftOf(mark);
    take(mark.x + shift[0], mark.y + shift[1], mark.radius);
    return shift;
  });
};
