import { freshId, h } from '../dom.js';
import { button } from './basics.js';
import { copyButton } from './copy.js';
import { form, field, submitButton } from './form.js';

/** Opens a dialog; the browser keeps the focus in it and gives it back. It closes by Escape unless it must not be missed. */
export function openDialog(title, make, { holds = false } = {}) {
  const id = freshId('dialog');
  const close = () => element.close();
  const element = h('dialog', { class: 'dialog', 'aria-labelledby': id, 'data-holds': holds, onclose: () => element.remove(), oncancel: (event) => { if (holds) event.preventDefault(); } },
    h('h2', { id, tabindex: '-1' }, title));
  element.append(...[make(close)].flat().filter(Boolean));
  document.body.append(element);
  element.showModal();
  (element.querySelector('[data-first]') ?? element.querySelector('h2')).focus();
  return element;
}

/** Asks before what cannot be undone; with a word to type, if it is said what. */
export function confirmDialog(title, text, label, work, { type = null } = {}) {
  openDialog(title, (close) => {
    const input = type && h('input', { type: 'text', name: 'confirm', autocomplete: 'off', spellcheck: 'false', autocapitalize: 'none', 'data-first': true });
    const typed = type && field(`Type ${type} to confirm`, input);
    return form([[text].flat().map((t) => h('p', {}, t)), typed], [button('Cancel', close), submitButton(label, 'danger')], async () => {
      if (type && input.value.trim().toLowerCase() !== type) { typed.fail(`That is not ${type}.`); return; }
      await work();
      close();
    });
  });
}

/** Shows a secret, this once. It is not closed by accident. */
export function secretDialog(title, text, secret, what) {
  openDialog(title, (close) => [
    h('p', {}, text),
    h('div', { class: 'secret' }, h('code', { class: 'mono' }, secret), copyButton(secret, what)),
    h('div', { class: 'actions form-actions' }, button('I have kept it', close, { look: 'primary' })),
  ], { holds: true });
}
