// Queued requests: how many wait, how long, and what became of them.

import {count, long, rate} from './format.js';
import {element, set} from './row.js';

const REMEMBERED_MILLIS = 60_000;

/** How many had ended at the latest times. */
let ends = [];

/** Requests that ended per second over what is remembered, at most the last minute; 0 before the second look. */
function throughput(atMillis, ended) {
  const latest = ends.at(-1);
  if (latest && (atMillis < latest.atMillis || ended < latest.ended)) ends = [];
  if (ends.at(-1)?.atMillis !== atMillis) ends.push({atMillis, ended});
  ends = ends.filter(one => atMillis - one.atMillis <= REMEMBERED_MILLIS);
  const seconds = (atMillis - ends[0].atMillis) / 1000;
  return seconds > 0 ? (ended - ends[0].ended) / seconds : 0;
}

function figures({async: queue, atMillis}) {
  const {requests, failures, modelErrors} = queue;
  const ended = requests.success + requests.failure + requests.expired;
  return [
    {text: count(queue.backlog), bad: queue.backlogWithoutCapacity > 0},
    {text: queue.backlog > 0 ? long(queue.oldestSeconds) : 'none'},
    {text: rate(throughput(atMillis, ended))},
    {text: count(requests.success)},
    {text: count(requests.failure), bad: requests.failure > 0},
    {text: count(requests.expired), bad: requests.expired > 0},
    {text: count(failures.download), bad: failures.download > 0},
    {text: count(failures.upload), bad: failures.upload > 0},
    {text: count(failures.notify), bad: failures.notify > 0},
    {text: count(modelErrors['4xx']), bad: modelErrors['4xx'] > 0},
    {text: count(modelErrors['5xx']), bad: modelErrors['5xx'] > 0},
  ];
}

export function queue(snapshot) {
  document.getElementById('queue-section').hidden = !snapshot.async;
  if (!snapshot.async) return;
  const row = document.getElementById('queue');
  const labels = [...document.querySelectorAll('#queue-section th')].map(head => head.textContent);
  figures(snapshot).forEach(({text, bad}, i) => {
    const cell = row.children[i] ?? row.appendChild(element('td', 'n'));
    cell.dataset.label = labels[i];
    cell.dataset.state = bad ? 'bad' : '';
    set(cell, text);
  });
}
