// What the page remembers: one point per second and model, made from the differences between two snapshots.

const POINTS = 600;

/** Counts per bucket that came between two snapshots; null when the two do not fit together. */
function added(before, after) {
  if (before.scale !== after.scale) return null;
  const counts = after.counts.map((n, i) => n - (before.counts[i + after.offset - before.offset] ?? 0));
  return {scale: after.scale, offset: after.offset, zero: after.zero - before.zero, counts};
}

/** A quantile of buckets in microseconds, within half a bucket (5 %); null without a value. */
export function quantile(buckets, q) {
  const all = buckets.zero + buckets.counts.reduce((sum, n) => sum + n, 0);
  if (all <= 0) return null;
  let left = Math.max(1, Math.ceil(q * all)) - buckets.zero;
  if (left <= 0) return 0;
  for (let i = 0; i < buckets.counts.length; i++) {
    left -= buckets.counts[i];
    if (left <= 0) return 1e6 * 2 ** ((buckets.offset + i + 0.5) / 2 ** buckets.scale);
  }
  return null;
}

/** The sum of a counter of the machine; null where it is not known. */
function counter(snapshot, name) {
  const found = snapshot.host.samples.filter(one => one.name === name && one.value !== null);
  return found.length > 0 ? found.reduce((total, one) => total + one.value, 0) : null;
}

/** Seconds that a counter grew by; 0 where either value is not known. */
const growth = (before, after) => (before === null || after === null ? 0 : Math.max(0, after - before));

export class History {
  #runId = null;
  #previous = null;
  #models = new Map();
  #machine = new Map();

  /** Takes a snapshot in. Answers true when it is of another run of the JVM, so that all before is forgotten. */
  add(snapshot) {
    const restarted = this.#runId !== null && this.#runId !== snapshot.resource.runId;
    if (restarted) {
      this.#models.clear();
      this.#machine.clear();
      this.#previous = null;
    }
    this.#runId = snapshot.resource.runId;
    const seconds = this.#previous ? (snapshot.atMillis - this.#previous.atMillis) / 1000 : 0;
    if (this.#previous && seconds <= 0) return restarted;
    const models = new Map(snapshot.models.map(model => [keyOf(model), model]));
    const gc = counter(snapshot, 'inferometer_jvm_gc_pause_seconds_total');
    const throttled = counter(snapshot, 'inferometer_host_container_cpu_throttled_seconds_total');
    if (this.#previous) {
      const stops = {gc: growth(this.#previous.gc, gc), throttled: growth(this.#previous.throttled, throttled)};
      for (const [key, model] of models) this.#point(key, this.#previous.models.get(key), model, seconds, snapshot.atMillis, stops);
    }
    this.#previous = {atMillis: snapshot.atMillis, models, gc, throttled};
    return restarted;
  }

  #point(key, before, model, seconds, at, stops) {
    const fresh = before ? added(before.total.buckets, model.total.buckets) : model.total.buckets;
    push(this.#models, key, {
      at,
      rate: (model.total.count - (before?.total.count ?? 0)) / seconds,
      errors: (model.total.errors - (before?.total.errors ?? 0)) / seconds,
      p50: fresh && quantile(fresh, 0.5),
      p99: fresh && quantile(fresh, 0.99),
      inFlight: model.inFlight,
      stops,
    });
  }

  /** Remembers one figure of the machine. */
  machine(name, at, value) {
    const points = this.#machine.get(name);
    if (points?.at(-1)?.at !== at) push(this.#machine, name, {at, value});
    return this.#machine.get(name);
  }

  of(model) {
    return this.#models.get(keyOf(model)) ?? [];
  }
}

function push(map, key, point) {
  let points = map.get(key);
  if (!points) map.set(key, points = []);
  points.push(point);
  if (points.length > POINTS) points.shift();
}

/** What makes two rows the same model. */
export function keyOf(model) {
  return JSON.stringify([model.library, model.name, model.version]);
}
