// Numbers as people read them. Every function takes null for "not known" and answers with a dash.

export const DASH = '–';

const grouped = new Intl.NumberFormat('en', {maximumFractionDigits: 0});

/** Three significant digits, never in exponent form. */
function digits(value) {
  if (value === 0) return '0';
  const places = Math.max(0, Math.min(2, 2 - Math.floor(Math.log10(Math.abs(value)))));
  return value.toFixed(places);
}

/** A duration from microseconds: 812 ns, 1.23 µs, 45.6 ms, 7.89 s, 2 m 05 s, 3 h 07 m, 4 d 02 h. */
export function duration(micros) {
  if (micros === null || micros === undefined) return DASH;
  if (micros < 0.9995) return `${Math.round(micros * 1000)} ns`;
  if (micros < 999.5) return `${digits(micros)} µs`;
  if (micros < 999_500) return `${digits(micros / 1e3)} ms`;
  if (micros < 59.95e6) return `${digits(micros / 1e6)} s`;
  return long(Math.round(micros / 1e6));
}

/** A span of whole seconds in its two greatest units. */
export function long(seconds) {
  const two = value => String(value).padStart(2, '0');
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} m ${two(s % 60)} s`;
  if (s < 86400) return `${Math.floor(s / 3600)} h ${two(Math.floor(s % 3600 / 60))} m`;
  return `${Math.floor(s / 86400)} d ${two(Math.floor(s % 86400 / 3600))} h`;
}

export function count(value) {
  return value === null || value === undefined ? DASH : grouped.format(value);
}

/** Per second: two decimals below ten, so that one call a minute is not nothing. */
export function rate(value) {
  if (value === null || value === undefined) return DASH;
  if (value > 0 && value < 0.01) return '<0.01';
  return value < 10 ? value.toFixed(2).replace(/^0\.00$/, '0') : value < 100 ? value.toFixed(1) : grouped.format(value);
}

export function percent(value) {
  if (value === null || value === undefined) return DASH;
  return `${value < 9.95 ? value.toFixed(1).replace(/^0\.0$/, '0') : Math.round(value)} %`;
}

/** A part of a whole: never rounded to all or to nothing when it is not. */
export function share(part, whole) {
  if (!whole) return DASH;
  const value = part / whole * 100;
  if (part === 0 || part === whole) return `${value} %`;
  if (value < 0.01) return '<0.01 %';
  if (value > 99.99) return '>99.99 %';
  return `${value.toFixed(value < 1 || value > 99 ? 2 : 1)} %`;
}

export function bytes(value) {
  if (value === null || value === undefined) return DASH;
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 ? value : digits(value)} ${units[unit]}`;
}

export function clock(millis) {
  return new Date(millis).toLocaleTimeString('en-GB');
}

export function moment(millis) {
  const then = new Date(millis);
  return then.toDateString() === new Date().toDateString()
    ? clock(millis)
    : `${then.toISOString().slice(0, 10)} ${clock(millis)}`;
}
