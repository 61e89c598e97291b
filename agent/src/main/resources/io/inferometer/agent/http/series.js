// Values over time: the small picture in a row, and the large ones with axes.

import {colours, prepare, trace} from './chart.js';
import {clock} from './format.js';

const SPARK_SECONDS = 120;

const recent = (points, seconds) => {
  const from = (points.at(-1)?.at ?? 0) - seconds * 1000;
  return points.filter(point => point.at > from);
};

/** Calls per second as an area from zero, errors within it in red, and the 99th percentile as a line of its own scale. */
export function spark(canvas, points) {
  const area = prepare(canvas);
  const shown = recent(points, SPARK_SECONDS);
  if (!area || shown.length === 0) return;
  const {g, width, height} = area;
  const c = colours();
  const end = shown.at(-1).at;
  const x = point => width - 1 - (end - point.at) / 1000 / SPARK_SECONDS * (width - 1);
  const top = Math.max(...shown.map(point => point.rate), 1e-9);
  const floor = height - 1;
  const y = value => floor - value / top * (height - 4);
  trace(g, shown, x, point => y(point.rate), {fill: c['rate-fill'], stroke: c.rate, floor, width: 1});
  if (shown.some(point => point.errors > 0)) {
    trace(g, shown, x, point => (point.errors > 0 ? Math.min(y(point.errors), floor - 1.5) : null), {fill: c.bad, stroke: c.bad, floor, width: 1});
  }
  const slowest = Math.max(...shown.map(point => point.p99 ?? 0));
  if (slowest > 0) {
    trace(g, shown, x, point => (point.p99 === null ? null : floor - point.p99 / slowest * (height - 4)), {stroke: c.p99});
  }
}

/** One figure as a line from zero to the highest of the range or, if that is known, to a limit. */
export function line(canvas, points, limit) {
  const area = prepare(canvas);
  const shown = recent(points, SPARK_SECONDS);
  if (!area || shown.length === 0) return;
  const {g, width, height} = area;
  const c = colours();
  const end = shown.at(-1).at;
  const top = Math.max(limit ?? 0, ...shown.map(point => point.value), 1e-9);
  trace(
    g, shown,
    point => width - 1 - (end - point.at) / 1000 / SPARK_SECONDS * (width - 1),
    point => height - 1 - point.value / top * (height - 3),
    {stroke: c.rate, fill: c['rate-fill'], floor: height});
}

/** Steps 1, 2, 5 × 10^n from zero: at most four of them. */
function linearTicks(top) {
  const raw = top / 3;
  const ten = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map(n => n * ten).find(n => n >= raw);
  return Array.from({length: Math.floor(top / step + 1e-9) + 1}, (_, i) => i * step);
}

function logTicks(bottom, top) {
  const ticks = [];
  for (let ten = Math.ceil(Math.log10(bottom)); 10 ** ten <= top; ten++) ticks.push(10 ** ten);
  return ticks.length > 1 ? ticks : [bottom, top];
}

/**
 * A picture with axes. Lines are {name, of, colour, fill}; a logarithmic axis spans whole thirds of decades.
 * What stands under the pointer is written to the readout.
 */
export function chart(canvas, points, {lines, log = false, format, readout, pointer}) {
  const area = prepare(canvas);
  if (!area || points.length === 0) return;
  const {g, width, height} = area;
  const c = colours();
  const left = 52;
  const floor = height - 16;
  const values = points.flatMap(point => lines.map(({of}) => of(point))).filter(value => value !== null && (!log || value > 0));
  if (values.length === 0) return;
  const high = Math.max(...values);
  const top = log ? high * 1.3 : Math.max(high * 1.08, 1e-3);
  const bottom = log ? Math.min(...values) / 1.3 : 0;
  const end = points.at(-1).at;
  const start = Math.min(points[0].at, end - 60_000);
  const x = at => left + (at - start) / (end - start) * (width - left - 4);
  const y = value => (log
    ? floor - Math.log(value / bottom) / Math.log(top / bottom) * (floor - 6)
    : floor - value / top * (floor - 6));
  g.font = '11px system-ui, sans-serif';
  g.textBaseline = 'middle';
  g.textAlign = 'right';
  for (const tick of log ? logTicks(bottom, top) : linearTicks(top)) {
    g.fillStyle = c.line;
    g.fillRect(left, Math.round(y(tick)), width - left - 4, 1);
    g.fillStyle = c.muted;
    g.fillText(format(tick), left - 6, y(tick));
  }
  g.textBaseline = 'bottom';
  g.textAlign = 'left';
  g.fillText(clock(start), left, height);
  g.textAlign = 'right';
  g.fillText(clock(end), width - 4, height);
  for (const {of, colour, fill} of lines) {
    trace(g, points, point => x(point.at), point => (of(point) === null || (log && of(point) <= 0) ? null : y(of(point))),
      {stroke: c[colour], fill: fill && c[fill], floor, width: 1.5});
  }
  const at = pointer === null ? end : start + (pointer - left) / (width - left - 4) * (end - start);
  const nearest = points.reduce((best, point) => (Math.abs(point.at - at) < Math.abs(best.at - at) ? point : best));
  if (pointer !== null) {
    g.fillStyle = c.muted;
    g.fillRect(Math.round(x(nearest.at)), 6, 1, floor - 6);
  }
  readout.textContent = `${clock(nearest.at)}  ${lines.map(({name, of}) => `${name} ${format(of(nearest))}`).join(' · ')}`;
}
