import { h } from './dom.js';
import { icon } from './icons.js';
import { link } from './router.js';
import * as session from './session.js';

const places = [['domains', 'Domains', 'mail'], ['webhooks', 'Webhooks', 'hook'], ['keys', 'Keys', 'key']];

/** What surrounds every page: where one can go, which key one has, and the way out. */
export const shell = (at, signOut, main) => [
  h('header', { class: 'top' }, h('div', { class: 'top-inner' },
    h('a', { class: 'brand', href: link(['domains']) }, mark(), h('span', {}, 'Postscale')),
    h('nav', { class: 'nav', 'aria-label': 'Main' }, places.map(([place, label, sign]) =>
      h('a', { href: link([place]), 'aria-current': place === at || (place === 'domains' && at === 'add') ? 'page' : null }, icon(sign), h('span', {}, label)))),
    h('div', { class: 'top-end' },
      h('span', { class: `environment ${session.isTest() ? 'environment-test' : ''}`, title: `Key ${session.hint()}` }, session.isTest() ? 'Test' : 'Live'),
      themeButton(),
      h('button', { type: 'button', class: 'icon-button', 'aria-label': 'Sign out', title: 'Sign out', onclick: signOut }, icon('exit'))))),
  main,
  h('footer', { class: 'foot' }, h('p', {}, h('a', { href: '/docs' }, 'Documentation'), h('span', { 'aria-hidden': 'true' }, ' · '), h('span', {}, 'Signed in with ', h('code', { class: 'mono' }, session.hint())))),
];

/** The mark of the house. */
export function mark() {
  return h('img', { src: '/dashboard/icon.svg', alt: '', width: '28', height: '28', class: 'mark' });
}

/** Changes between light and dark; which one holds until then is the system's choice. */
export function themeButton() {
  const dark = () => (document.documentElement.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
  const label = () => dark() ? 'Use the light theme' : 'Use the dark theme';
  const element = h('button', { type: 'button', class: 'icon-button', 'aria-label': label(), title: label(), onclick: () => {
    const next = dark() ? 'light' : 'dark';
    document.documentElement.dataset.theme = next;
    try { localStorage.setItem('postscale.theme', next); } catch { /* until the page is left */ }
    element.replaceChildren(icon(dark() ? 'sun' : 'moon'));
    element.setAttribute('aria-label', label());
    element.title = label();
  } }, icon(dark() ? 'sun' : 'moon'));
  return element;
}
