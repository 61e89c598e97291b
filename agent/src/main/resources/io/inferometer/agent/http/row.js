// One model's row in the table.

import {colours, strip} from './chart.js';
import {DASH, count, duration, long, moment, rate, share} from './format.js';
import {spark} from './series.js';

export const COLUMNS = [
  {id: 'name', label: 'Model', of: model => model.name.toLowerCase()},
  {id: 'rate', label: 'Calls/s', numeric: true, of: model => model.recent.ratePerSecond},
  {id: 'in-flight', label: 'In flight', numeric: true, of: model => model.inFlight},
  {id: 'oldest', label: 'Oldest', numeric: true, of: model => model.oldestInFlightSeconds},
  {id: 'p50', label: 'p50', numeric: true, of: model => model.recent.p50Micros},
  {id: 'p90', label: 'p90', numeric: true, of: model => model.recent.p90Micros},
  {id: 'p99', label: 'p99', numeric: true, of: model => model.recent.p99Micros},
  {id: 'max', label: 'Max', numeric: true, of: model => model.recent.maxMicros},
  {id: 'errors', label: 'Errors', numeric: true, of: errorsOf},
  {id: 'distribution', label: 'Distribution'},
  {id: 'history', label: 'History'},
];

const KINDS = [['server_error', 'server'], ['client_error', 'client'], ['cancelled', 'cancelled']];

/** Client and server errors; cancelled calls are apart. */
export function errorsOf(model) {
  return model.recent.errors;
}

/**
 * What to think of the oldest call in flight: 'hung' at three times the longest call that ever finished, 'late' once it
 * is longer than that; never before one second, nor, while none has finished, before thirty.
 */
export function age(model) {
  if (model.inFlight === 0) return '';
  const seconds = model.oldestInFlightSeconds;
  const longest = model.total.maxMicros === null ? 10 : model.total.maxMicros / 1e6;
  if (seconds >= Math.max(1, 3 * longest)) return 'hung';
  return seconds >= Math.max(1, longest) ? 'late' : '';
}

export function set(element, text, title) {
  if (element.textContent !== text) element.textContent = text;
  if (title !== undefined && element.title !== title) element.title = title;
}

export function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

export class Row {
  constructor(key, toggle) {
    this.line = element('tr', 'model');
    this.cells = new Map();
    for (const {id, label, numeric} of COLUMNS) {
      const cell = element(id === 'name' ? 'th' : 'td', `${id}${numeric ? ' n' : ''}`);
      if (id === 'name') cell.scope = 'row';
      else cell.dataset.label = label;
      this.cells.set(id, cell);
      this.line.append(cell);
    }
    this.button = element('button', 'toggle');
    this.button.type = 'button';
    this.button.setAttribute('aria-expanded', 'false');
    this.button.addEventListener('click', () => toggle(key));
    this.identity = element('span', 'identity');
    this.cells.get('name').append(this.button, this.identity);
    this.strip = this.#picture('distribution');
    this.spark = this.#picture('history');
    this.errorText = element('span', 'value');
    this.errorKinds = element('span', 'kinds');
    this.cells.get('errors').append(this.errorText, this.errorKinds);
  }

  #picture(id) {
    const canvas = element('canvas', id);
    canvas.setAttribute('role', 'img');
    this.cells.get(id).append(canvas);
    return canvas;
  }

  update(model) {
    const recent = model.recent;
    const {cells} = this;
    set(this.button, model.name, model.name);
    set(this.identity, [model.library, model.version, model.enabled ? '' : 'disabled'].filter(Boolean).join(' · '));
    this.identity.dataset.state = model.enabled ? '' : 'disabled';
    this.line.classList.toggle('idle', recent.count === 0 && model.inFlight === 0);
    const last = model.lastInferenceMillis ? `last finished ${moment(model.lastInferenceMillis)}` : 'no call has finished yet';
    set(cells.get('rate'), rate(recent.ratePerSecond), `${count(recent.count)} calls in ${Math.round(recent.seconds)} s; ${last}`);
    set(cells.get('in-flight'), count(model.inFlight));
    this.#oldest(model);
    set(cells.get('p50'), duration(recent.p50Micros));
    set(cells.get('p90'), duration(recent.p90Micros));
    set(cells.get('p99'), duration(recent.p99Micros));
    set(cells.get('max'), duration(recent.maxMicros));
    this.#errors(recent, errorsOf(model));
  }

  #oldest(model) {
    const state = age(model);
    const cell = this.cells.get('oldest');
    cell.dataset.state = state;
    const text = model.inFlight > 0 ? long1(model.oldestInFlightSeconds) : DASH;
    const longest = model.total.maxMicros === null
      ? 'No call has finished yet.' : `The longest call that finished took ${duration(model.total.maxMicros)}.`;
    set(cell, state ? `${text} ${state}` : text, model.inFlight > 0 ? longest : '');
  }

  #errors(recent, errors) {
    this.cells.get('errors').dataset.state = recent.outcomes.server_error > 0 ? 'bad' : errors > 0 ? 'some' : '';
    set(this.errorText, errors === 0 ? (recent.count > 0 ? '0' : DASH) : `${count(errors)} (${share(errors, recent.count)})`);
    set(this.errorKinds, KINDS.filter(([id]) => recent.outcomes[id] > 0)
      .map(([id, label]) => `${count(recent.outcomes[id])} ${label}`).join(' · '));
  }

  /** Pictures of what is out of sight wait until it is not. */
  draw(model, points, bounds) {
    const {top, bottom} = this.line.getBoundingClientRect();
    if (bottom < 0 || top > innerHeight) return;
    const recent = model.recent;
    const c = colours();
    strip(this.strip, recent.buckets, bounds, [[recent.p50Micros, c.p50], [recent.p99Micros, c.p99]]);
    this.strip.setAttribute('aria-label', recent.count > 0
      ? `from ${duration(recent.p50Micros)} at the median to ${duration(recent.maxMicros)}` : 'no calls');
    spark(this.spark, points);
    const now = points.at(-1);
    this.spark.setAttribute('aria-label', now ? `now ${rate(now.rate)} calls per second, p99 ${duration(now.p99)}` : 'no history yet');
  }
}

const long1 = seconds => (seconds < 60 ? duration(seconds * 1e6) : long(seconds));
