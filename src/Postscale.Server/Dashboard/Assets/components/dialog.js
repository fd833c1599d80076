import { announcer, freshId, h } from '../dom.js';
import { button } from './basics.js';
import { withCopy } from './copy.js';
import { form, field, submitButton } from './form.js';

/** Opens a dialog; the browser keeps the focus in it and gives it back. It closes by Escape; one that holds what must not be missed, by its own button alone. */
export function openDialog(title, make, { holds = false } = {}) {
  const id = freshId('dialog');
  let isDone = !holds;
  const close = () => { isDone = true; element.close(); };
  // To refuse a cancellation is not enough: of a second Escape in a row browsers do not ask. It is not asked for, and what closes all the same opens again.
  const hold = holds && { closedby: 'none', 'data-holds': true, onkeydown: (event) => { if (event.key === 'Escape') event.preventDefault(); }, oncancel: (event) => event.preventDefault() };
  const element = h('dialog', { class: 'dialog', 'aria-labelledby': id, onclose: () => { if (isDone) element.remove(); else show(); }, ...hold },
    h('h2', { id, tabindex: '-1' }, title), announcer());
  const show = () => {
    element.showModal();
    (element.querySelector('[data-first]') ?? element.querySelector('h2')).focus();
  };
  element.append(...[make(close)].flat().filter(Boolean));
  document.body.append(element);
  show();
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
    h('div', { class: 'secret' }, withCopy(secret, what)),
    h('div', { class: 'actions form-actions' }, button('I have kept it', close, { look: 'primary' })),
  ], { holds: true });
}
