import { webhooks } from '../api.js';
import { badge, button, empty, heading, loading, pager, table } from '../components/basics.js';
import { openDialog, secretDialog } from '../components/dialog.js';
import { choices, field, form, submitButton, toggle } from '../components/form.js';
import { problemBox } from '../components/problem.js';
import { fill, h } from '../dom.js';
import { go, link } from '../router.js';
import { when } from '../time.js';

const limit = 25;

/** What can be sent, each with when. */
export const eventTypes = [
  ['domain.created', 'A domain was added'], ['domain.updated', 'Settings changed'], ['domain.dns_changed', 'A record was found otherwise than before'], ['domain.verified', 'A domain became verified'],
  ['domain.unverified', 'A domain is verified no longer'], ['domain.ownership_lost', 'Another account proved a name'], ['domain.deleted', 'A domain was removed'], ['webhook.disabled', 'A webhook was switched off after failures'],
];

/** How a webhook fares. */
export const webhookState = (w) => w.disabled_at ? { label: 'Disabled after failures', tone: 'bad', icon: 'cross' } : !w.active ? { label: 'Off', tone: 'off', icon: 'pause' }
  : w.failures > 0 ? { label: `Failing, ${w.failures} ${w.failures === 1 ? 'try' : 'tries'}`, tone: 'warn', icon: 'warning' } : { label: 'Active', tone: 'good', icon: 'check' };

/** The webhooks. */
export function webhooksView({ query, signal }) {
  const offset = Number(query.get('offset')) || 0;
  const list = h('div', { class: 'list' });
  const add = () => button('Add webhook', () => editDialog(null, (made) => {
    go(['webhooks', made.id]);
    secretDialog('Keep this secret', 'Deliveries are signed with it, so that your receiver knows they are from here. It is shown this once.', made.secret, 'the secret');
  }), { look: 'primary', sign: 'plus' });
  const load = async () => {
    fill(list, loading('webhooks'));
    try {
      const page = await webhooks.list({ limit: limit + 1, offset }, signal);
      const shown = page.webhooks.slice(0, limit);
      fill(list, shown.length === 0 ? empty('No webhooks yet', 'A webhook sends what happens to your domains to a URL of yours: added, verified, lost.', add(), 'hook') : [
        table('Webhooks', ['URL', 'State', 'Events', 'Since'], shown.map((w) => [
          [h('a', { class: 'row-link', href: link(['webhooks', w.id]) }, w.url), w.description && h('span', { class: 'row-note' }, w.description)],
          badge(webhookState(w)), w.events.length === 0 ? 'all' : w.events.length === 1 ? w.events[0] : `${w.events.length} types`, when(w.created_at)]), 'webhooks'),
        pager(offset, shown.length, limit, page.webhooks.length > limit, (o) => link(['webhooks'], { offset: o }))]);
    } catch (problem) {
      if (!signal.aborted) fill(list, problemBox(problem, problem.isScope ? null : load));
    }
  };
  load();
  return { title: 'Webhooks', node: [heading('Webhooks', { lead: 'What happens to your domains, sent to you as signed requests.', actions: add() }), list] };
}

/** Asks for what a webhook is, or is to be. */
export function editDialog(webhook, done) {
  openDialog(webhook ? 'Change webhook' : 'Add a webhook', (close) => {
    const url = h('input', { type: 'url', name: 'url', value: webhook?.url ?? '', placeholder: 'https://hooks.example.com/postscale', autocomplete: 'off', spellcheck: 'false', 'data-first': true });
    const description = h('input', { type: 'text', name: 'description', value: webhook?.description ?? '', maxlength: '200', autocomplete: 'off' });
    const events = choices('Events (none chosen: all of them)', 'events', eventTypes.map(([value, text]) => ({ value, label: value, text, multiple: true })), webhook?.events ?? []);
    events.classList.add('choices-dense');
    const active = toggle('Active', 'active', webhook?.active ?? true, 'Off: nothing is sent.');
    const urlField = field('URL', url, { hint: 'https, and at a public host.' });
    return form([urlField, field('Description', description, { hint: 'For you; it may stay empty.' }), events, active], [button('Cancel', close), submitButton(webhook ? 'Save' : 'Add webhook')], async (data) => {
      if (url.value.trim() === '') { urlField.fail('Put in where events are to be sent.'); return; }
      const body = { url: url.value.trim(), description: description.value, events: data.getAll('events'), active: active.control.checked };
      const result = webhook ? await webhooks.update(webhook.id, body) : await webhooks.create(body);
      close();
      done(result);
    });
  });
}
