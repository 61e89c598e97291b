// Puts the parts of the page together.

import {exporters} from './exporters.js';
import {clock, count, long} from './format.js';
import {History} from './history.js';
import {Models} from './models.js';
import {Poll} from './poll.js';
import {notices} from './notices.js';
import {queue} from './queue.js';
import {set} from './row.js';
import {Tiles, sample} from './tiles.js';

const byId = id => document.getElementById(id);
const history = new History();
const models = new Models(history);
const tiles = new Tiles(history);
let restartedAt = null;

function live(state, text) {
  byId('live').dataset.state = state;
  set(byId('live-text'), text);
}

/** How long the JVM runs, and how long it is measured where that is not the same: an agent may attach late. */
function ages(snapshot) {
  const measured = (snapshot.atMillis - snapshot.resource.startMillis) / 1000;
  const started = sample(snapshot, 'inferometer_process_start_time_seconds');
  const up = started === null ? null : snapshot.atMillis / 1000 - started;
  return [
    up === null ? '' : `JVM up ${long(up)}`,
    up === null || Math.abs(up - measured) > 60 ? `measuring for ${long(measured)}` : '',
  ];
}

function header(snapshot) {
  const {resource, models: all, agent} = snapshot;
  set(byId('service'), resource.service);
  document.title = `${resource.service} · Inferometer`;
  const variant = resource.endpoint === resource.service ? '' : `endpoint ${resource.endpoint} / ${resource.variant}`;
  set(byId('resource'), [
    resource.instance, variant, ...ages(snapshot), `Inferometer ${resource.agentVersion}`,
  ].filter(Boolean).join(' · '), `since ${new Date(resource.startMillis).toLocaleString('en-GB')}, run ${resource.runId}`);
  const seconds = all[0]?.recent.seconds ?? 60;
  set(byId('span'), `last ${Math.round(seconds)} s`);
  const open = agent.recorded - agent.aggregated - agent.folded;
  set(byId('books'), `Agent: ${count(agent.recorded)} calls recorded = ${count(agent.aggregated)} aggregated`
    + ` + ${count(agent.folded)} folded${open > 0 ? ` + ${count(open)} on their way` : ''}; ${count(agent.lost)} lost`
    + (agent.weavingErrors > 0 ? `; ${count(agent.weavingErrors)} classes or methods could not be instrumented, see the log` : '')
    + (agent.measuringErrors > 0 ? `; measuring failed ${count(agent.measuringErrors)} times, see the log` : ''));
  byId('books').dataset.state = agent.lost + agent.weavingErrors + agent.measuringErrors > 0 ? 'bad' : '';
}

function answered(snapshot) {
  if (history.add(snapshot)) restartedAt = Date.now();
  document.body.classList.remove('stale');
  byId('gone').hidden = true;
  const {enabled} = snapshot.agent;
  live(enabled ? 'good' : 'disabled', `${enabled ? 'live' : 'agent disabled'} ${clock(snapshot.atMillis)}${restartedAt ? ` · JVM restarted, seen ${clock(restartedAt)}` : ''}`);
  header(snapshot);
  notices(snapshot);
  models.update(snapshot);
  tiles.update(snapshot);
  queue(snapshot);
  exporters(snapshot);
}

function silent(since, error) {
  document.body.classList.add('stale');
  const answers = error.message.startsWith('the agent answers');
  live('bad', 'no answer');
  byId('gone').hidden = false;
  set(byId('gone'), answers
    ? `Since ${clock(since)} ${error.message}`
    : `No answer since ${clock(since)}, for ${long((Date.now() - since) / 1000)}: the JVM has ended or hangs, or the way to it is cut.`
      + ' What follows is the last that was heard. Still trying.');
}

new Poll(answered, silent);
