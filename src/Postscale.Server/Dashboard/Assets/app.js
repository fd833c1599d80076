// Puts the page together: who is signed in, where one is, and what is shown there.

import { watchers } from './api.js';
import { announce, fill, h } from './dom.js';
import { parse } from './router.js';
import * as session from './session.js';
import { shell } from './shell.js';
import { addView } from './views/add.js';
import { domainView } from './views/domain.js';
import { domainsView } from './views/domains.js';
import { keysView } from './views/keys.js';
import { lostView } from './views/lost.js';
import { signInView } from './views/signin.js';
import { webhookView } from './views/webhook.js';
import { webhooksView } from './views/webhooks.js';

let current = null;
let reason = null;

/** What is shown at a place. */
function viewOf(parts) {
  const [first = 'domains', second, third] = parts;
  if (third !== undefined) return lostView;
  switch (first) {
    case 'domains': return second === undefined ? domainsView : domainView;
    case 'add': return second === undefined ? addView : lostView;
    case 'webhooks': return second === undefined ? webhooksView : webhookView;
    case 'keys': return second === undefined ? keysView : lostView;
    default: return lostView;
  }
}

function show({ first = false } = {}) {
  current?.abort();
  current = new AbortController();
  // A secret that is shown this once stays until it is put away.
  document.querySelectorAll('dialog:not([data-holds])').forEach((d) => d.close());
  const place = parse(location.hash);
  const root = document.getElementById('shell');
  const context = { ...place, signal: current.signal, reason, signedIn: () => { reason = null; show(); }, reload: () => show() };
  const view = session.key() ? viewOf(place.parts)(context) : signInView(context);
  const main = h('main', { id: 'main', tabindex: '-1' }, view.node);
  fill(root, session.key() ? shell(place.parts[0] ?? 'domains', () => { session.signOut(); reason = null; show(); }, main) : main);
  document.body.classList.toggle('signed-out', !session.key());
  document.title = `${view.title} · Postscale`;
  // Who moves by keyboard or listens goes on at the page's heading; a page that was just opened begins where pages begin.
  const target = main.querySelector('[data-first]') ?? main.querySelector('h1') ?? main;
  if (!first || target.matches('[data-first]')) target.focus({ preventScroll: true });
  window.scrollTo(0, 0);
}

watchers.refused = (problem) => {
  if (!session.key()) return;
  session.signOut();
  reason = problem;
  show();
};

const waiting = h('div', { class: 'waiting', hidden: true }, h('span', { class: 'spinner' }), h('span'));
watchers.waiting = (problem, seconds) => {
  waiting.hidden = problem === null;
  waiting.lastChild.textContent = problem ? `The service asks to wait: going on in ${seconds} s.` : '';
  if (problem) announce(waiting.textContent);
};

document.body.append(waiting);
document.getElementById('skip').addEventListener('click', (event) => { event.preventDefault(); document.getElementById('main').focus(); });
window.addEventListener('hashchange', () => show());
show({ first: true });
