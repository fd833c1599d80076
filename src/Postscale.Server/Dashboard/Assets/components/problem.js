import { h } from '../dom.js';
import { icon } from '../icons.js';
import { withCopy } from './copy.js';

/** An error: what the service says of it, what can be done, and the id to ask about it with. */
export function problemBox(problem, retry = null) {
  return h('div', { class: 'problem', role: 'alert' },
    icon('warning'),
    h('div', {},
      h('p', { class: 'problem-text' }, sentence(problem.message)),
      advice(problem),
      problem.requestId && h('p', { class: 'problem-id' }, 'Request id ', withCopy(problem.requestId, 'the request id')),
      retry && h('button', { type: 'button', class: 'button button-plain', onclick: retry }, 'Try again')));
}

function advice(problem) {
  if (problem.isScope) {
    return h('p', {}, 'You are signed in, but this key may not do that. Sign in with a key that may, or ask whoever runs the service for one: ',
      h('code', { class: 'mono' }, 'postscale keys create --account NAME --scope SCOPE'), '.');
  }
  return problem.status >= 500 ? h('p', {}, 'The fault is with the service. If it stays, tell its operator the request id.') : null;
}

/** The service's sentences begin small, as they do in JSON. */
export const sentence = (text) => /^[a-z][a-z]* /.test(text) ? text[0].toUpperCase() + text.slice(1) : text;
