// Pictures on canvas. Colours come from the style sheet, so that they follow the scheme.

let palette = null;
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { palette = null; });

export function colours() {
  if (!palette) {
    const style = getComputedStyle(document.documentElement);
    palette = {};
    for (const name of ['text', 'muted', 'line', 'rate', 'rate-fill', 'p99', 'p50', 'bad']) {
      palette[name] = style.getPropertyValue(`--${name}`).trim();
    }
  }
  return palette;
}

/** A cleared canvas in CSS pixels; null while it is not shown. */
export function prepare(canvas) {
  const width = canvas.clientWidth;
  const height = canvas.clientHeight;
  if (!width || !height) return null;
  const ratio = devicePixelRatio || 1;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  const g = canvas.getContext('2d');
  g.setTransform(ratio, 0, 0, ratio, 0, 0);
  g.clearRect(0, 0, width, height);
  return {g, width, height};
}

/** Draws a line through points, broken where a value is missing. Areas are closed down to the floor. */
export function trace(g, points, x, y, {stroke, fill, floor, width = 1.25}) {
  let run = [];
  const flush = () => {
    if (run.length > 0) {
      g.beginPath();
      run.forEach(([px, py], i) => (i ? g.lineTo(px, py) : g.moveTo(px, py)));
      if (run.length === 1) g.lineTo(run[0][0] + 1, run[0][1]);
      if (stroke) {
        g.strokeStyle = stroke;
        g.lineWidth = width;
        g.lineJoin = 'round';
        g.stroke();
      }
      if (fill) {
        g.lineTo(run.at(-1)[0], floor);
        g.lineTo(run[0][0], floor);
        g.fillStyle = fill;
        g.fill();
      }
    }
    run = [];
  };
  for (const point of points) {
    const value = y(point);
    if (value === null) flush();
    else run.push([x(point), value]);
  }
  flush();
}

/** The bounds, in powers of two seconds, that hold every bucket of every model: one axis, so that rows compare. */
export function domain(all) {
  let from = Infinity;
  let to = -Infinity;
  for (const {scale, offset, counts} of all) {
    if (counts.length > 0) {
      from = Math.min(from, offset / 2 ** scale);
      to = Math.max(to, (offset + counts.length) / 2 ** scale);
    }
  }
  const decade = Math.log2(10);
  return from < to ? {from: Math.floor(from / decade) * decade, to: Math.ceil(to / decade) * decade} : null;
}

/** Decades of a domain as [power of two, label]. */
export function decades({from, to}) {
  const names = ['1 ns', '10 ns', '100 ns', '1 µs', '10 µs', '100 µs', '1 ms', '10 ms', '100 ms', '1 s', '10 s', '100 s', '1000 s'];
  const ticks = [];
  for (let ten = Math.round(from / Math.log2(10)); ten <= Math.round(to / Math.log2(10)); ten++) {
    ticks.push([ten * Math.log2(10), names[ten + 9] ?? '']);
  }
  return ticks;
}

/** The labels of a shared logarithmic axis, as many as have room. */
export function axis(canvas, bounds) {
  const area = prepare(canvas);
  if (!area || !bounds) return;
  const {g, width} = area;
  const ticks = decades(bounds);
  const every = Math.ceil(ticks.length * 46 / width);
  g.font = '10px system-ui, sans-serif';
  g.fillStyle = colours().muted;
  g.textBaseline = 'top';
  ticks.forEach(([, label], i) => {
    if (i % every === 0) {
      const x = i / (ticks.length - 1) * width;
      g.textAlign = i === 0 ? 'left' : i === ticks.length - 1 ? 'right' : 'center';
      g.fillText(label, x, 1);
    }
  });
}

/** A distribution: one bar per bucket over a shared logarithmic axis; marks at the median and the 99th percentile. */
export function strip(canvas, buckets, bounds, marks) {
  const area = prepare(canvas);
  if (!area || !bounds) return;
  const {g, width, height} = area;
  const c = colours();
  const x = power => (power - bounds.from) / (bounds.to - bounds.from) * width;
  g.fillStyle = c.line;
  for (const [power] of decades(bounds)) g.fillRect(Math.min(width - 1, Math.round(x(power))), 0, 1, height);
  const tallest = Math.max(...buckets.counts, 1);
  g.fillStyle = c.rate;
  buckets.counts.forEach((n, i) => {
    if (n > 0) {
      const left = x((buckets.offset + i) / 2 ** buckets.scale);
      const right = x((buckets.offset + i + 1) / 2 ** buckets.scale);
      const tall = Math.max(1.5, n / tallest * (height - 3));
      g.fillRect(left, height - tall, Math.max(1, right - left), tall);
    }
  });
  for (const [micros, colour] of marks) {
    if (micros > 0) {
      g.fillStyle = colour;
      g.fillRect(x(Math.log2(micros / 1e6)) - 0.75, 0, 1.5, height);
    }
  }
}
