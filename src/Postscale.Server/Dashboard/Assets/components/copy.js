import { announce, h } from '../dom.js';
import { icon } from '../icons.js';

/** A button that copies a text; what is copied is in its name for who cannot see what it stands beside. */
export function copyButton(text, what, label = 'Copy') {
  const words = h('span', {}, label);
  const sign = h('span', { class: 'copy-sign' }, icon('copy'));
  let timer = 0;
  const element = h('button', { type: 'button', class: 'copy', 'aria-label': `${label} ${what}`, title: `${label} ${what}`, onclick: async () => {
    const done = await copy(text);
    words.textContent = done ? 'Copied' : 'Press Ctrl+C';
    sign.replaceChildren(icon(done ? 'check' : 'copy'));
    element.classList.toggle('copied', done);
    announce(done ? `Copied ${what}` : `${what} is selected: copy it with the keyboard`);
    clearTimeout(timer);
    timer = setTimeout(() => { words.textContent = label; sign.replaceChildren(icon('copy')); element.classList.remove('copied'); }, 2000);
  } }, sign, words);
  return element;
}

/** Copies. Without TLS browsers have no clipboard for pages: then by way of a field that is selected. */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const back = document.activeElement;
    const field = h('textarea', { class: 'unseen', readonly: true, value: text, 'aria-hidden': 'true' });
    (document.querySelector('dialog[open]') ?? document.body).append(field);
    field.select();
    let done = false;
    try { done = document.execCommand('copy'); } catch { /* it is not done */ }
    field.remove();
    back?.focus();
    return done;
  }
}

/** A text to publish or to keep, with its button. */
export const copyable = (text, what, ...more) => h('span', { class: 'copyable' }, h('code', { class: 'mono' }, text), h('span', { class: 'copies' }, copyButton(text, what), more));
