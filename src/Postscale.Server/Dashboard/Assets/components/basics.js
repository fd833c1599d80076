import { h } from '../dom.js';
import { icon } from '../icons.js';

/** A state in a word, with a sign that is told apart without colour. */
export const badge = (state) => h('span', { class: `badge badge-${state.tone}` }, icon(state.icon), state.label);

/** A button. */
export const button = (label, onclick, { look = 'plain', sign = null, ...attributes } = {}) =>
  h('button', { type: 'button', class: `button button-${look}`, onclick, ...attributes }, sign && icon(sign), h('span', {}, label));

/** A link that looks like a button. */
export const linkButton = (label, href, { look = 'plain', sign = null } = {}) => h('a', { class: `button button-${look}`, href }, sign && icon(sign), h('span', {}, label));

/** The head of a page. Its heading takes the focus when the page is come to. */
export const heading = (title, { lead = null, actions = [], above = null } = {}) => h('header', { class: 'page-head' },
  above,
  h('div', { class: 'page-title' }, h('h1', { tabindex: '-1' }, title), h('div', { class: 'actions' }, actions)),
  lead && h('p', { class: 'lead' }, lead));

/** The way back up. */
export const backLink = (label, href) => h('a', { class: 'back', href }, icon('back'), label);

/** What stands where there is nothing. */
export const empty = (title, text, action = null, sign = 'mail') => h('div', { class: 'empty' }, icon(sign), h('h2', {}, title), h('p', {}, text), action);

/** What stands there until the answer comes. */
export const loading = (what) => h('div', { class: 'loading', role: 'status' }, h('span', { class: 'spinner' }), `Loading ${what} …`);

/** Holds a button while something is under way, so that it is not done twice. */
export async function busy(element, work) {
  if (element.getAttribute('aria-busy') === 'true') return undefined;
  element.setAttribute('aria-busy', 'true');
  element.setAttribute('aria-disabled', 'true');
  try { return await work(); } finally {
    element.removeAttribute('aria-busy');
    element.removeAttribute('aria-disabled');
  }
}

/** Pages: the service does not count, so that there is only on and back. */
export const pager = (offset, count, limit, hasMore, to) => offset === 0 && !hasMore ? null : h('nav', { class: 'pager', 'aria-label': 'Pages' },
  offset > 0 ? linkButton('Previous', to(Math.max(0, offset - limit)), { sign: 'back' }) : h('span'),
  h('span', { class: 'quiet' }, count === 0 ? 'Nothing here' : `${offset + 1} to ${offset + count}`),
  hasMore ? linkButton('Next', to(offset + limit), { sign: 'next' }) : h('span'));

/** A table whose rows become cards where there is no room for columns. */
export const table = (caption, columns, rows, name = '') => h('div', { class: 'panel table-panel' }, h('table', { class: `table ${name}`, role: 'table' },
  h('caption', { class: 'unseen' }, caption),
  h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, columns.map((c) => h('th', { scope: 'col', role: 'columnheader' }, c === '' ? h('span', { class: 'unseen' }, 'Actions') : c)))),
  h('tbody', { role: 'rowgroup' }, rows.map((cells) => h('tr', { role: 'row' },
    cells.map((cell, i) => h('td', { role: 'cell', 'data-label': columns[i], class: columns[i] === '' ? 'row-actions' : null }, cell)))))));
