import { freshId, h } from '../dom.js';
import { busy } from './basics.js';
import { problemBox, sentence } from './problem.js';

/** A field with its label and a word on it; errors are said where they are. */
export function field(label, control, { hint = null, name = control.name, wide = false } = {}) {
  control.id ||= freshId('field');
  const hintId = hint ? `${control.id}-hint` : null;
  const error = h('p', { class: 'field-error', id: `${control.id}-error`, hidden: true });
  if (hintId) control.setAttribute('aria-describedby', hintId);
  const element = h('div', { class: `field${wide ? ' field-wide' : ''}`, 'data-field': name }, h('label', { for: control.id }, label), control, hint && h('p', { class: 'hint', id: hintId }, hint), error);
  element.fail = (text) => {
    error.textContent = text;
    error.hidden = text === '';
    control.setAttribute('aria-invalid', text === '' ? 'false' : 'true');
    const described = [hintId, text === '' ? null : error.id].filter(Boolean).join(' ');
    if (described) control.setAttribute('aria-describedby', described); else control.removeAttribute('aria-describedby');
    if (text !== '') control.focus();
  };
  control.addEventListener('input', () => { if (!error.hidden) element.fail(''); });
  return element;
}

/** One thing that is on or off. */
export function toggle(label, name, checked, hint = null) {
  const control = h('input', { type: 'checkbox', name, checked, id: freshId('field') });
  const hintId = `${control.id}-hint`;
  if (hint) control.setAttribute('aria-describedby', hintId);
  const element = h('div', { class: 'toggle' }, control, h('div', {}, h('label', { for: control.id }, label), hint && h('p', { class: 'hint', id: hintId }, hint)));
  element.control = control;
  return element;
}

/** One of several, each with what it is for. */
export function choices(legend, name, options, chosen) {
  return h('fieldset', { class: 'choices' }, h('legend', {}, legend), h('div', { class: 'choice-grid' }, options.map((o) => {
    const control = h('input', { type: o.multiple ? 'checkbox' : 'radio', name, value: o.value, checked: [chosen].flat().includes(o.value), id: freshId('choice'), disabled: o.disabled ?? false });
    control.setAttribute('aria-describedby', `${control.id}-text`);
    return h('div', { class: 'choice' }, control, h('label', { for: control.id }, o.sign, h('span', { class: 'choice-label' }, o.label)), h('p', { class: 'choice-text', id: `${control.id}-text` }, o.text));
  })));
}

/** A list to choose one of. */
export const select = (name, options, chosen, attributes = {}) => h('select', { name, ...attributes }, options.map(([value, label]) => h('option', { value, selected: value === chosen }, label)));

/** A form whose work is a promise. What the service says of a field stands at the field, all else above the buttons. */
export function form(content, buttons, work, attributes = {}) {
  const place = h('div', { class: 'form-problem' });
  const element = h('form', { class: 'form', novalidate: true, ...attributes, onsubmit: async (event) => {
    event.preventDefault();
    place.replaceChildren();
    element.querySelectorAll('.field').forEach((f) => f.fail?.(''));
    const submit = element.querySelector('[type=submit]');
    await busy(submit, async () => {
      try { await work(new FormData(element)); } catch (problem) {
        if (problem.name === 'AbortError') return;
        const at = problem.field && element.querySelector(`[data-field="${CSS.escape(problem.field)}"]`);
        if (at?.fail) at.fail(sentence(problem.message)); else place.replaceChildren(problemBox(problem));
      }
    });
  } }, content, place, h('div', { class: 'actions form-actions' }, buttons));
  return element;
}

/** The button that sends a form. */
export const submitButton = (label, look = 'primary') => h('button', { type: 'submit', class: `button button-${look}` }, h('span', {}, label));
