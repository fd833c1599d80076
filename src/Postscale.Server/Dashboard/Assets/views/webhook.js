import { webhooks } from '../api.js';
import { backLink, badge, busy, button, empty, heading, loading, pager, table } from '../components/basics.js';
import { confirmDialog, openDialog, secretDialog } from '../components/dialog.js';
import { field, form, select, submitButton } from '../components/form.js';
import { problemBox, sentence } from '../components/problem.js';
import { announce, fill, h } from '../dom.js';
import { go, link } from '../router.js';
import { when } from '../time.js';
import { editDialog, webhookState } from './webhooks.js';

const limit = 25;
const deliveryStates = {
  delivered: { label: 'Delivered', tone: 'good', icon: 'check' }, pending: { label: 'Pending', tone: 'wait', icon: 'clock' },
  failed: { label: 'Failed', tone: 'bad', icon: 'cross' }, skipped: { label: 'Skipped', tone: 'off', icon: 'pause' },
};

/** One webhook, and what was sent to it. */
export function webhookView({ parts, query, signal }) {
  const id = parts[1];
  const about = h('div', {}, loading('the webhook'));
  const result = h('div', { 'aria-live': 'polite' });
  const deliveries = h('div', { class: 'list' });
  const asked = { state: query.get('state') ?? '', offset: Number(query.get('offset')) || 0 };
  const load = async () => {
    try { show(await webhooks.get(id, signal)); } catch (problem) { if (!signal.aborted) fill(about, problemBox(problem, problem.isScope ? null : load)); }
  };
  const show = (w) => fill(about, h('div', { class: `panel status-panel status-${webhookState(w).tone}` },
    h('div', { class: 'status-main' }, badge(webhookState(w)), w.description && h('p', { class: 'status-text' }, w.description)),
    w.disabled_reason && h('p', {}, sentence(w.disabled_reason), '.'),
    h('dl', { class: 'facts' },
      h('div', { class: 'fact-wide' }, h('dt', {}, 'URL'), h('dd', {}, h('code', { class: 'mono' }, w.url))),
      h('div', {}, h('dt', {}, 'Events'), h('dd', {}, w.events.length ? w.events.join(', ') : 'all')),
      w.next_attempt_at && h('div', {}, h('dt', {}, 'Next try'), h('dd', {}, when(w.next_attempt_at))),
      w.previous_secret_until && Date.parse(w.previous_secret_until) > Date.now() && h('div', {}, h('dt', {}, 'Former secret'), h('dd', {}, 'works until ', when(w.previous_secret_until)))),
    h('div', { class: 'actions' }, testButton, button('Change', () => editDialog(w, (changed) => { announce('Webhook saved'); show(changed); })), button('Rotate secret', () => rotateDialog(id, load)),
      button('Remove', () => confirmDialog('Remove this webhook?', [`Nothing more is sent to ${w.url}, and its deliveries are gone.`], 'Remove webhook', async () => { await webhooks.remove(id); announce('Webhook removed'); go(['webhooks']); }), { look: 'danger-quiet' }))));
  const testButton = button('Send a test', () => busy(testButton, async () => {
    try {
      const t = await webhooks.test(id);
      fill(result, h('div', { class: `note note-${t.delivered ? 'good' : 'bad'}` }, h('p', {}, h('strong', {}, t.delivered ? 'The test was delivered. ' : 'The test was not delivered. '), t.error ? `${sentence(t.error)}. ` : '', `Status ${t.status ?? 'none'}, ${t.duration_ms} ms.`), t.answer && h('pre', { class: 'mono' }, t.answer)));
    } catch (problem) { fill(result, problemBox(problem)); }
  }), { look: 'primary', sign: 'send' });
  const list = async () => {
    try {
      const page = await webhooks.deliveries({ webhook_id: id, state: asked.state, limit: limit + 1, offset: asked.offset }, signal);
      const shown = page.deliveries.slice(0, limit);
      fill(deliveries, shown.length === 0 ? empty('No deliveries', asked.state ? 'None in this state.' : 'Nothing has happened yet that would be sent here.', null, 'hook') : [
        table('Deliveries', ['Event', 'State', 'Answer', 'Last try', ''], shown.map((d) => deliveryRow(d, list)), 'deliveries'),
        pager(asked.offset, shown.length, limit, page.deliveries.length > limit, (o) => link(['webhooks', id], { ...asked, offset: o }))]);
    } catch (problem) { if (!signal.aborted) fill(deliveries, problemBox(problem, problem.isScope ? null : list)); }
  };
  const filter = h('select', { 'aria-label': 'State of deliveries', onchange: (event) => go(['webhooks', id], { state: event.target.value }) },
    [['', 'All states'], ...Object.entries(deliveryStates).map(([k, s]) => [k, s.label])].map(([value, label]) => h('option', { value, selected: value === asked.state }, label)));
  load();
  list();
  return {
    title: 'Webhook',
    node: [heading('Webhook', { above: backLink('Webhooks', link(['webhooks'])) }), about, result,
      h('section', { 'aria-labelledby': 'deliveries' }, h('div', { class: 'section-head' }, h('h2', { id: 'deliveries' }, 'Deliveries'), h('div', { class: 'actions' }, filter, button('Refresh', list, { sign: 'refresh' }))), deliveries)],
  };
}

function deliveryRow(d, reload) {
  const retry = button('Send again', () => busy(retry, async () => {
    try { await webhooks.retry(d.id); announce('It is sent again'); await reload(); } catch (problem) { retry.after(problemBox(problem)); }
  }), { look: 'plain' });
  return [
    [h('span', { class: 'row-strong' }, d.event_type), h('span', { class: 'row-note' }, `number ${d.sequence}, `, when(d.created_at))],
    badge(deliveryStates[d.state]),
    [d.status ? `status ${d.status}` : d.error ? sentence(d.error) : h('span', { class: 'quiet' }, 'none yet'), d.status && d.error && h('span', { class: 'row-note' }, sentence(d.error))],
    [when(d.last_attempt_at, 'not tried'), d.attempts > 1 && h('span', { class: 'row-note' }, `${d.attempts} tries`)],
    retry,
  ];
}

function rotateDialog(id, done) {
  openDialog('Rotate the secret', (close) => {
    const overlap = select('overlap_hours', [['0', 'at once'], ['1', 'after an hour'], ['24', 'after a day'], ['168', 'after a week']], '24', { 'data-first': true });
    return form([h('p', {}, 'A new secret is made and shown once. Until the former one ends, deliveries carry both signatures.'), field('The former secret ends', overlap)], [button('Cancel', close), submitButton('Rotate secret')], async () => {
      const w = await webhooks.rotate(id, { overlap_hours: Number(overlap.value) });
      close();
      done();
      secretDialog('Keep the new secret', 'It is shown this once.', w.secret, 'the secret');
    });
  });
}
