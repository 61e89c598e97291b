// Queued requests: how many wait, how long, and what became of them.

import {count, long, rate} from './format.js';
import {element, set} from './row.js';

function figures(queue) {
  const {requests, failures, modelErrors, recent} = queue;
  return [
    {text: count(queue.backlog), bad: queue.backlogWithoutCapacity > 0},
    {text: queue.backlog > 0 ? long(queue.oldestSeconds) : 'none'},
    {text: rate(recent.ratePerSecond)},
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
  figures(snapshot.async).forEach(({text, bad}, i) => {
    const cell = row.children[i] ?? row.appendChild(element('td', 'n'));
    cell.dataset.label = labels[i];
    cell.dataset.state = bad ? 'bad' : '';
    set(cell, text);
  });
}
