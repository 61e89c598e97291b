// What keeps calls from being measured, or this page from being where it was configured: one line each, under the header.

import {element, set} from './row.js';

const SHOWN = 5;

/** Kinds of native objects of which more and more stay open. */
function leaks({samples}) {
  const value = (name, labels) => samples.find(one => one.name === `inferometer_native_handles_${name}`
    && one.labels.library === labels.library && one.labels.kind === labels.kind)?.value;
  return samples.filter(one => one.name === 'inferometer_native_handles_leaked' && one.value > 0)
    .map(({labels, value: leaked}) => `Native handles of ${labels.library} leak: ${leaked} more of the kind ${labels.kind} stay open than`
      + ` some minutes ago, ${value('open', labels)} in all. Their memory is outside the heap; close each ${labels.kind} when it is not needed any more.`);
}

function texts({agent, libraries, notMeasured, host}) {
  const found = [];
  if (!agent.enabled) {
    found.push('The agent is disabled: no call is measured. To enable it, set Enabled of the MBean io.inferometer:type=Agent'
      + ' to true, or run: java -jar inferometer-agent.jar attach <pid> enabled=true');
  }
  for (const {name, enabled} of libraries) {
    const unsupported = notMeasured.some(line => line.startsWith(`the library ${name} is not measured`));
    if (!enabled && !unsupported) found.push(`The library ${name} is disabled: its calls are not measured.`);
  }
  if (agent.httpPortUnavailable > 0) {
    found.push(`http.port=${agent.httpPortUnavailable} could not be opened, so this page and /metrics are at port ${location.port}:`
      + ` who asks port ${agent.httpPortUnavailable} may read another program.`);
  }
  if (host.samples.some(one => one.name === 'inferometer_agent_clock_tsc' && one.value === 0)) {
    found.push('clock=tsc does not apply, calls are timed by System.nanoTime: the log and the attribute ClockProblem of the MBean'
      + ' io.inferometer:type=Agent say why.');
  }
  found.push(...leaks(host));
  found.push(...notMeasured.slice(0, SHOWN));
  if (notMeasured.length > SHOWN) {
    found.push(`${notMeasured.length - SHOWN} more classes or methods are not measured: the attribute NotMeasured of the MBean`
      + ' io.inferometer:type=Agent names them.');
  }
  return found;
}

export function notices(snapshot) {
  const list = document.getElementById('notices');
  const all = texts(snapshot);
  list.hidden = all.length === 0;
  while (list.children.length > all.length) list.lastChild.remove();
  all.forEach((text, i) => set(list.children[i] ?? list.appendChild(element('li')), text));
}
