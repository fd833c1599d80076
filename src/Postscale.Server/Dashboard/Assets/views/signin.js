import { domains } from '../api.js';
import { field, form, submitButton, toggle } from '../components/form.js';
import { problemBox } from '../components/problem.js';
import { h } from '../dom.js';
import * as session from '../session.js';
import { mark, themeButton } from '../shell.js';

/** Takes a key, and says what is wrong with one that is not taken. */
export function signInView({ reason, signedIn }) {
  const input = h('input', { type: 'password', name: 'key', autocomplete: 'off', spellcheck: 'false', autocapitalize: 'none', placeholder: 'ps_live_…', required: true, 'data-first': true });
  const keyField = field('API key', input, { hint: 'The first one was printed when the service first started.' });
  const show = h('button', { type: 'button', class: 'button button-plain', 'aria-pressed': 'false', onclick: () => {
    const hidden = input.type === 'password';
    input.type = hidden ? 'text' : 'password';
    show.setAttribute('aria-pressed', String(hidden));
    show.textContent = hidden ? 'Hide the key' : 'Show the key';
  } }, 'Show the key');
  const remember = toggle('Remember on this device', 'remember', false, 'Leave this off on a computer that others use too: the key is then gone with the tab.');
  const element = form([keyField, remember], [submitButton('Sign in'), show], async () => {
    const key = input.value.trim();
    if (key === '') { keyField.fail('Put in a key.'); return; }
    if (!session.looksLikeKey(key)) {
      keyField.fail('That is no key: one begins with ps_live_ or ps_test_ and has 46 characters. Copy it whole, without anything before or after it.');
      return;
    }
    try {
      await domains.list({ limit: 1 }, undefined, { key, quiet: true });
    } catch (problem) {
      if (problem.status === 401) {
        keyField.fail(problem.code === 'api_key_expired' ? 'This key has expired. Use the one that has replaced it, or ask for a new one.'
          : 'The service does not know this key: it is mistyped or revoked, or belongs to another service.');
        return;
      }
      // A key that may not read domains is a key all the same.
      if (problem.status !== 403) throw problem;
    }
    session.signIn(key, remember.control.checked);
    signedIn();
  }, { 'aria-label': 'Sign in' });
  return {
    title: 'Sign in',
    node: h('div', { class: 'sign-in' }, h('div', { class: 'sign-in-top' }, themeButton()), h('div', { class: 'sign-in-card' },
      h('div', { class: 'sign-in-brand' }, mark(), h('span', {}, 'Postscale')),
      h('h1', { tabindex: '-1' }, 'Sign in'),
      h('p', { class: 'lead' }, 'The dashboard has no accounts of its own: it may do what your API key may.'),
      reason && problemBox(reason),
      element,
      h('p', { class: 'quiet small' }, 'No key? Whoever runs the service makes one: ', h('code', { class: 'mono' }, 'postscale keys create --account NAME'), '.'))),
  };
}
