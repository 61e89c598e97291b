// Values over time: the small picture in a row, and the large ones with axes.

import {colours, prepare, trace} from './chart.js';
import {clock, duration} from './format.js';

const SHORTEST_SECONDS = 30;
const LONGEST_SECONDS = 120;
const SHORTEST_MARK_SECONDS = 0.005;

/** How many seconds the small pictures show: what there is, between half a minute and two. */
export function span(points) {
  const there = points.length > 1 ? (points.at(-1).at - points[0].at) / 1000 : 0;
  return Math.round(Math.max(SHORTEST_SECONDS, Math.min(LONGEST_SECONDS, there)));
}

/** The points of the last seconds and where each stands from left to right. */
function frame(points, width) {
  const seconds = span(points);
  const end = points.at(-1)?.at ?? 0;
  return {
    shown: points.filter(point => point.at >= end - seconds * 1000),
    x: point => width - 1 - (end - point.at) / 1000 / seconds * (width - 1),
  };
}

/** Calls per second as an area from zero, errors within it in red, and the 99th percentile as a line of its own scale. */
export function spark(canvas, points) {
  const area = prepare(canvas);
  if (!area || points.length === 0) return;
  const {g, width, height} = area;
  const {shown, x} = frame(points, width);
  const c = colours();
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
  if (!area || points.length === 0) return;
  const {g, width, height} = area;
  const {shown, x} = frame(points, width);
  const c = colours();
  const top = Math.max(limit ?? 0, ...shown.map(point => point.value), 1e-9);
  trace(
    g, shown, x,
    point => height - 1 - point.value / top * (height - 3),
    {stroke: c.rate, fill: c['rate-fill'], floor: height});
}

/** Steps 1, 2, 5 × 10^n from zero: at most five of them. */
function linearTicks(top) {
  const raw = top / 4;
  const ten = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map(n => n * ten).find(n => n >= raw);
  return Array.from({length: Math.floor(top / step + 1e-9) + 1}, (_, i) => i * step);
}

function logTicks(bottom, top) {
  const steps = Math.log10(top / bottom) > 2.5 ? [1] : Math.log10(top / bottom) > 1 ? [1, 3] : [1, 2, 5];
  const ticks = [];
  for (let ten = Math.floor(Math.log10(bottom)); 10 ** ten <= top; ten++) ticks.push(...steps.map(step => step * 10 ** ten));
  return ticks.filter(tick => tick >= bottom && tick <= top);
}

/**
 * A picture with axes, linear ones from zero. Lines are {name, of, colour, fill}; marks are {name, of, colour}: seconds, of which those
 * from the shortest on stand as a stroke on the time axis.
 * What stands under the pointer is written to the readout.
 */
export function chart(canvas, points, {lines, marks = [], log = false, format, readout, pointer}) {
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
  marks.forEach(({of, colour}, row) => {
    g.fillStyle = c[colour];
    for (const point of points) {
      if (of(point) >= SHORTEST_MARK_SECONDS) g.fillRect(Math.round(x(point.at)) - 1, floor - 5 * (row + 1), 2, 5);
    }
  });
  const at = pointer === null ? end : start + (pointer - left) / (width - left - 4) * (end - start);
  const nearest = points.reduce((best, point) => (Math.abs(point.at - at) < Math.abs(best.at - at) ? point : best));
  if (pointer !== null) {
    g.fillStyle = c.muted;
    g.fillRect(Math.round(x(nearest.at)), 6, 1, floor - 6);
  }
  const marked = marks.filter(({of}) => of(nearest) >= SHORTEST_MARK_SECONDS).map(({name, of}) => `${name} ${duration(of(nearest) * 1e6)}`);
  readout.textContent = `${clock(nearest.at)}  ${lines.map(({name, of}) => `${name} ${format(of(nearest))}`).concat(marked).join(' · ')}`;
}
