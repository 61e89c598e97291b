// The strip on top: the service's totals, the machine and the JVM. What is not known has no tile.

import {bytes, count, duration, percent, rate, share} from './format.js';
import {age, element, errorsOf, set} from './row.js';
import {line} from './series.js';

const sum = (models, of) => models.reduce((total, model) => total + of(model), 0);

/** The sum of all samples of a name; null when there is none. */
export function sample(snapshot, name) {
  const fitting = snapshot.host.samples.filter(one => one.name === name && one.value !== null);
  return fitting.length > 0 ? fitting.reduce((total, one) => total + one.value, 0) : null;
}

/**
 * The models whose calls may be added: what another library calls, as LangChain4j does ONNX Runtime, is a part of that one's calls, as
 * long as these are measured.
 */
export function outermost(models) {
  const called = models.filter(model => model.recent.count > 0 || model.inFlight > 0);
  const libraries = new Set(called.map(model => model.library));
  return models.filter(model => !libraries.has(model.beneath));
}

function totals(snapshot) {
  const models = outermost(snapshot.models);
  if (models.length === 0) return [];
  const calls = sum(models, model => model.recent.count);
  const errors = sum(models, errorsOf);
  const hung = models.filter(model => age(model) === 'hung').length;
  return [
    {label: 'Calls/s', value: sum(models, model => model.recent.ratePerSecond), text: rate},
    {
      label: 'In flight', value: sum(models, model => model.inFlight), text: count,
      note: hung > 0 ? `${hung} hung` : '', bad: hung > 0,
    },
    {
      label: 'Errors', title: 'finished in the last 60 s', value: errors, text: count,
      note: errors > 0 ? share(errors, calls) : '', bad: sum(models, model => model.recent.outcomes.server_error) > 0,
    },
  ];
}

function machine(snapshot, gcShare) {
  const {host} = snapshot;
  const cores = sample(snapshot, 'inferometer_host_cpus');
  const used = sample(snapshot, 'inferometer_jvm_heap_used_bytes');
  const limit = sample(snapshot, 'inferometer_jvm_heap_max_bytes');
  const leaked = sample(snapshot, 'inferometer_native_handles_leaked');
  return [
    {label: 'CPU', value: host.cpuPercent, text: percent, limit: cores ? cores * 100 : undefined, note: cores ? `of ${cores * 100} %` : '', bad: cores && host.cpuPercent > cores * 95},
    {label: 'Memory', value: host.memoryPercent, text: percent, limit: 100, bad: host.memoryPercent > 95},
    {label: 'Disk', value: host.diskPercent, text: percent, limit: 100, bad: host.diskPercent > 95},
    {label: 'GPU', value: host.gpuPercent, text: percent},
    {label: 'GPU memory', value: host.gpuMemoryPercent, text: percent},
    {label: 'Heap', value: used, text: bytes, limit, note: limit ? `of ${bytes(limit).replace(/\.0+ /, ' ')}` : '', bad: limit && used > 0.95 * limit},
    {label: 'Native memory', title: 'resident beyond what the JVM has committed: native libraries and their models', value: sample(snapshot, 'inferometer_process_native_bytes'), text: bytes},
    {label: 'Stalled', title: 'time that calls stood still for garbage collection or the CPU limit since the start, estimated', value: sample(snapshot, 'inferometer_inference_stalled_seconds_total'), text: seconds => duration(seconds * 1e6)},
    {
      label: 'Native handles', title: 'tensors, results, sessions and the like that libraries have open', value: sample(snapshot, 'inferometer_native_handles_open'), text: count,
      note: leaked > 0 ? 'leaking' : '', bad: leaked > 0,
    },
    {label: 'GC pauses', title: 'time in pauses per second', value: gcShare, text: seconds => `${duration(seconds * 1e6)}/s`, bad: gcShare > 0.1},
  ];
}

export class Tiles {
  #box = document.getElementById('summary');
  #tiles = new Map();
  #history;
  #pauses = null;

  constructor(history) {
    this.#history = history;
  }

  update(snapshot) {
    const all = [...totals(snapshot), ...machine(snapshot, this.#gcShare(snapshot))]
      .filter(({value}) => value !== null && value !== undefined);
    for (const [label, tile] of this.#tiles) {
      if (!all.some(one => one.label === label)) {
        tile.box.remove();
        this.#tiles.delete(label);
      }
    }
    all.forEach((one, i) => {
      const tile = this.#tile(one.label);
      if (this.#box.children[i] !== tile.box) this.#box.insertBefore(tile.box, this.#box.children[i] ?? null);
      set(tile.value, one.text(one.value));
      set(tile.note, one.note ?? '', one.note ?? '');
      if (one.title) tile.box.title = one.title;
      tile.box.dataset.state = one.bad ? 'bad' : '';
      line(tile.canvas, this.#history.machine(one.label, snapshot.atMillis, one.value), one.limit);
    });
  }

  /** Seconds of pauses per second since the snapshot before; null with the first. */
  #gcShare(snapshot) {
    const total = sample(snapshot, 'inferometer_jvm_gc_pause_seconds_total');
    const before = this.#pauses;
    if (before?.at === snapshot.atMillis) return before.share;
    const same = before && total !== null && total >= before.total;
    const share = same ? (total - before.total) / ((snapshot.atMillis - before.at) / 1000) : total === null ? null : 0;
    this.#pauses = {at: snapshot.atMillis, total, share};
    return share;
  }

  #tile(label) {
    let tile = this.#tiles.get(label);
    if (!tile) {
      const box = element('div', 'tile');
      const value = element('b');
      const note = element('span', 'note');
      const canvas = element('canvas');
      canvas.setAttribute('aria-hidden', 'true');
      const head = element('p', 'head');
      head.append(element('span', 'label', label), note);
      box.append(head, value, canvas);
      tile = {box, value, note, canvas};
      this.#tiles.set(label, tile);
    }
    return tile;
  }
}
