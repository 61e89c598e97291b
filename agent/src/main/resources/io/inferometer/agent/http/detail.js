// What opens under a row: ten minutes as charts, and the figures since the start.

import {figures} from './figures.js';
import {count, duration, moment, rate, share} from './format.js';
import {element, set} from './row.js';
import {chart} from './series.js';

const FACTS = [
  ['Calls', model => count(model.total.count)],
  ['Succeeded', model => part(model, 'success')],
  ['Server errors', model => part(model, 'server_error')],
  ['Client errors', model => part(model, 'client_error')],
  ['Cancelled', model => part(model, 'cancelled')],
  ['Mean', model => duration(model.total.meanMicros)],
  ['p50', model => duration(model.total.p50Micros)],
  ['p90', model => duration(model.total.p90Micros)],
  ['p99', model => duration(model.total.p99Micros)],
  ['Max', model => duration(model.total.maxMicros)],
  ['Last finished', model => (model.lastInferenceMillis ? moment(model.lastInferenceMillis) : null)],
  ['Batch size', model => (model.batch.count > 0
    ? `p50 ${count(model.batch.p50)} · mean ${model.batch.mean.toFixed(1)} · max ${count(model.batch.max)}` : null)],
  ['Tokens', model => (model.tokens.input + model.tokens.output > 0
    ? `${count(model.tokens.input)} in · ${count(model.tokens.output)} out` : null)],
  ['Engine', model => [model.engine.name, model.engine.version].filter(Boolean).join(' ') || null],
  ['Device', model => model.engine.device || null],
  ['Called by', model => model.beneath || null],
  ['Loaded now', model => (model.loads.succeeded + model.loads.failed + model.loads.loaded > 0 ? count(model.loads.loaded) : null)],
  ['Loads', model => (model.loads.succeeded + model.loads.failed > 0
    ? `${count(model.loads.succeeded)} good, ${count(model.loads.failed)} failed · mean ${duration(model.loads.meanMicros)}` : null)],
];

/** Metrics that the row or a fact above tells already. */
const TOLD = new Set(['latencySeconds', 'inFlight', 'oldestInFlightSeconds', 'batchSize', 'tokens', 'modelLoads', 'modelLoadSeconds',
  'modelsLoaded', 'enabled']);

const RATE = [
  {name: 'calls/s', of: point => point.rate, colour: 'rate', fill: 'rate-fill'},
  {name: 'errors/s', of: point => point.errors, colour: 'bad'},
];

const LATENCY = [
  {name: 'p50', of: point => point.p50, colour: 'p50'},
  {name: 'p99', of: point => point.p99, colour: 'p99'},
];

/** What may have made calls slow. */
const STOPS = [
  {name: 'GC pauses', of: point => point.stops.gc, colour: 'bad'},
  {name: 'CPU limit', of: point => point.stops.throttled, colour: 'p50'},
];

function part(model, outcome) {
  const n = model.total.outcomes[outcome];
  return n > 0 ? `${count(n)} (${share(n, model.total.count)})` : count(n);
}

export class Detail {
  #facts = element('dl', 'facts');
  #charts = [];
  #last = null;

  constructor(columns) {
    this.line = element('tr', 'detail');
    const cell = element('td');
    cell.colSpan = columns;
    const box = element('div', 'detail-box');
    const facts = element('div', 'facts-box');
    facts.append(element('h3', '', 'Since the start'), this.#facts);
    box.append(
      facts,
      this.#figure('Calls per second', {lines: RATE, format: rate}),
      this.#figure('Latency of each second, ± 5 %', {lines: LATENCY, marks: STOPS, format: duration, log: true}));
    cell.append(box);
    this.line.append(cell);
  }

  #figure(title, options) {
    const figure = element('figure');
    const caption = element('figcaption');
    const readout = element('span', 'readout');
    caption.append(element('b', '', title), readout);
    const canvas = element('canvas', 'large');
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', title);
    const picture = {canvas, options: {...options, readout, pointer: null}};
    const redraw = x => {
      picture.options.pointer = x;
      if (this.#last) chart(canvas, this.#last, picture.options);
    };
    canvas.addEventListener('pointermove', event => redraw(event.offsetX));
    canvas.addEventListener('pointerleave', () => redraw(null));
    this.#charts.push(picture);
    figure.append(caption, canvas);
    return figure;
  }

  /** @param descriptions the metrics of models that the agent has */
  update(model, points, descriptions) {
    this.#last = points;
    const facts = FACTS.map(([label, of]) => [label, of(model), '']).filter(([, text]) => text !== null)
      .concat(figures(descriptions, model, TOLD));
    while (this.#facts.children.length > facts.length) this.#facts.lastChild.remove();
    facts.forEach(([label, text, help], i) => {
      const pair = this.#facts.children[i] ?? this.#pair();
      set(pair.firstChild, label, help);
      set(pair.lastChild, text);
    });
    for (const {canvas, options} of this.#charts) chart(canvas, points, options);
  }

  #pair() {
    const pair = element('div');
    pair.append(element('dt'), element('dd'));
    this.#facts.append(pair);
    return pair;
  }
}
