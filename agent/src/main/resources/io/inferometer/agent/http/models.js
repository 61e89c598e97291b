// The table of models: which rows, in which order, and which of them is open.

import {axis, domain} from './chart.js';
import {Detail} from './detail.js';
import {long} from './format.js';
import {keyOf} from './history.js';
import {COLUMNS, Row, element, set} from './row.js';
import {span} from './series.js';

const byId = id => document.getElementById(id);

export class Models {
  #rows = new Map();
  #open = new Map();
  #heads = new Map();
  #history;
  #snapshot = null;
  #sort = {id: 'name', descending: false};
  #axis = element('canvas', 'axis');
  #span = element('span', 'span');

  constructor(history) {
    this.#history = history;
    this.#readAddress();
    for (const column of COLUMNS) this.#head(column);
    byId('sort-by').addEventListener('change', event => this.#sortBy(event.target.value));
    byId('filter').addEventListener('input', () => this.#changed());
    addEventListener('resize', () => this.#draw());
    addEventListener('scroll', () => this.#draw(), {passive: true});
    addEventListener('keydown', event => {
      if (event.key === '/' && event.target !== byId('filter')) {
        event.preventDefault();
        byId('filter').focus();
      }
    });
  }

  #head(column) {
    const head = element('th', `${column.id}${column.numeric ? ' n' : ''}`);
    head.scope = 'col';
    if (column.of) {
      const button = element('button', 'sort', column.label);
      button.type = 'button';
      button.addEventListener('click', () => this.#sortBy(column.id));
      head.append(button);
      byId('sort-by').append(new Option(column.label, column.id));
    } else {
      head.append(element('span', 'label', column.label));
      head.append(column.id === 'distribution' ? this.#axis : this.#span);
    }
    this.#heads.set(column.id, head);
    byId('columns').append(head);
  }

  /** Figures first come greatest first, for that is where trouble is. */
  #sortBy(id) {
    const numeric = COLUMNS.find(column => column.id === id).numeric === true;
    this.#sort = {id, descending: this.#sort.id === id ? !this.#sort.descending : numeric};
    this.#changed();
  }

  #changed() {
    const parts = new URLSearchParams({sort: (this.#sort.descending ? '-' : '') + this.#sort.id});
    if (byId('filter').value) parts.set('filter', byId('filter').value);
    history.replaceState(null, '', `#${parts}`);
    this.#render(true);
  }

  #readAddress() {
    const parts = new URLSearchParams(location.hash.slice(1));
    const sort = parts.get('sort') ?? 'name';
    const id = sort.replace(/^-/, '');
    if (COLUMNS.some(column => column.id === id && column.of)) this.#sort = {id, descending: sort.startsWith('-')};
    byId('filter').value = parts.get('filter') ?? '';
  }

  update(snapshot) {
    this.#snapshot = snapshot;
    this.#render(false);
  }

  #render(asked) {
    if (!this.#snapshot) return;
    const all = this.#snapshot.models;
    const models = new Map(all.map(model => [keyOf(model), model]));
    for (const [key, row] of this.#rows) {
      if (!models.has(key)) {
        this.#close(key);
        row.line.remove();
        this.#rows.delete(key);
      }
    }
    for (const [key, model] of models) {
      if (!this.#rows.has(key)) this.#rows.set(key, new Row(key, k => this.#toggle(k)));
      const row = this.#rows.get(key);
      row.model = model;
      row.update(model);
    }
    this.#order(asked);
    const bounds = domain(all.map(model => model.recent.buckets));
    this.#scales(bounds);
    this.#draw(bounds);
    document.querySelector('main').classList.toggle('nothing', all.length === 0);
    byId('empty').hidden = all.length > 0 || !this.#snapshot.agent.enabled;
  }

  /** Rows stay where they are while somebody points at them, unless the order is what was asked for. */
  #order(asked) {
    const wanted = byId('filter').value.trim().toLowerCase();
    const {id, descending} = this.#sort;
    const of = COLUMNS.find(column => column.id === id).of;
    const shown = [...this.#rows.values()].filter(({model}) =>
      `${model.library} ${model.name} ${model.version}`.toLowerCase().includes(wanted));
    shown.sort((a, b) => compare(of(a.model), of(b.model)) * (descending ? -1 : 1) || compare(keyOf(a.model), keyOf(b.model)));
    for (const [column, head] of this.#heads) {
      if (column === id) head.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
      else head.removeAttribute('aria-sort');
    }
    byId('sort-by').value = id;
    byId('no-match').hidden = shown.length > 0 || this.#rows.size === 0;
    const body = byId('rows');
    const lines = shown.flatMap(row => [row.line, this.#open.get(keyOf(row.model))?.line].filter(Boolean));
    const same = lines.length === body.children.length && lines.every((line, i) => body.children[i] === line);
    const held = !asked && body.matches(':hover') && lines.length === body.children.length;
    if (!same && !held) {
      const focus = document.activeElement;
      body.replaceChildren(...lines);
      if (body.contains(focus)) focus.focus({preventScroll: true});
    }
  }

  #draw(bounds = this.#snapshot && domain(this.#snapshot.models.map(model => model.recent.buckets))) {
    for (const [key, row] of this.#rows) {
      if (row.line.isConnected) {
        const points = this.#history.of(row.model);
        row.draw(row.model, points, bounds);
        this.#open.get(key)?.update(row.model, points, this.#snapshot.metrics.models);
      }
    }
  }

  #scales(bounds) {
    axis(this.#axis, bounds);
    const longest = Math.max(0, ...this.#snapshot.models.map(model => span(this.#history.of(model))));
    set(this.#span, `last ${long(longest)}`);
  }

  #toggle(key) {
    const row = this.#rows.get(key);
    const opens = !this.#open.has(key);
    if (opens) {
      const detail = new Detail(COLUMNS.length);
      this.#open.set(key, detail);
      row.line.after(detail.line);
    } else {
      this.#close(key);
    }
    row.button.setAttribute('aria-expanded', String(opens));
    this.#draw();
  }

  #close(key) {
    this.#open.get(key)?.line.remove();
    this.#open.delete(key);
  }
}

function compare(a, b) {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : 1;
}
