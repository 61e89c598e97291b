// Metrics that the agent describes and nothing else on the page shows, as a label, a text and the sentence that says what it is.

import {bytes, count, duration, share} from './format.js';

function number(value, unit) {
  switch (unit) {
    case 'seconds': return duration(value * 1e6);
    case 'bytes': return bytes(value);
    case 'ratio': return share(value, 1);
    default: return Number.isInteger(value) ? count(value) : value.toPrecision(3);
  }
}

function text(value, unit) {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return number(value, unit);
  if ('p50' in value) return `p50 ${number(value.p50, unit)} · p99 ${number(value.p99, unit)} · max ${number(value.max, unit)}`;
  return Object.entries(value).map(([part, of]) => `${number(of, unit)} ${part}`).join(' · ');
}

/** secondsSinceLastInference: Seconds since last inference. */
function label(key) {
  const words = key.replace(/[A-Z]/g, capital => ` ${capital.toLowerCase()}`);
  return words[0].toUpperCase() + words.slice(1);
}

/** Of the metrics that the subject has, all but those whose keys are shown elsewhere. */
export function figures(descriptions, subject, shown) {
  return descriptions
    .filter(({key}) => !shown.has(key) && subject[key] !== undefined)
    .map(({key, unit, help}) => [label(key), text(subject[key], unit), help]);
}
