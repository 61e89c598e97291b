// What became of the windows handed to each push exporter.

import {count, long, moment} from './format.js';
import {element, set} from './row.js';

const CELLS = 10;

/** What is wrong, and what is not meant to work. */
const TROUBLE = {retrying: 'bad', failed: 'bad', off: 'bad', disabled: 'disabled'};

export function exporters(snapshot) {
  const body = document.getElementById('exporter-rows');
  document.getElementById('exporters-section').hidden = snapshot.exporters.length === 0;
  while (body.children.length > snapshot.exporters.length) body.lastChild.remove();
  snapshot.exporters.forEach((exporter, i) => {
    const row = body.children[i] ?? body.appendChild(line());
    row.dataset.state = TROUBLE[exporter.state] ?? '';
    const ago = (snapshot.atMillis - exporter.lastSuccessMillis) / 1000;
    const texts = [
      exporter.name,
      exporter.state,
      count(exporter.delivered),
      count(exporter.pending),
      count(exporter.spooled),
      count(exporter.rejected),
      count(exporter.expired),
      count(exporter.retries),
      exporter.lastSuccessMillis > 0 ? `${moment(exporter.lastSuccessMillis)}, ${long(ago)} ago` : 'never',
      exporter.lastError || 'none',
    ];
    texts.forEach((text, cell) => set(row.children[cell], text));
    row.children[9].title = exporter.lastError;
    for (const cell of [5, 6]) row.children[cell].dataset.state = texts[cell] === '0' ? '' : 'bad';
  });
}

function line() {
  const row = element('tr');
  const labels = [...document.querySelectorAll('#exporters thead th')].map(head => head.textContent);
  for (let i = 0; i < CELLS; i++) {
    const cell = element(i === 0 ? 'th' : 'td', i > 1 && i < 8 ? 'n' : i === 1 ? 'state' : i === 9 ? 'error' : '');
    if (i === 0) cell.scope = 'row';
    cell.dataset.label = labels[i];
    row.append(cell);
  }
  return row;
}
