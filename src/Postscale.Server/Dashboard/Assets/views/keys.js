import { keys } from '../api.js';
import { badge, button, heading, loading, pager, table } from '../components/basics.js';
import { confirmDialog, openDialog, secretDialog } from '../components/dialog.js';
import { choices, field, form, select, submitButton } from '../components/form.js';
import { problemBox } from '../components/problem.js';
import { announce, fill, h } from '../dom.js';
import { link } from '../router.js';
import { onDay, when } from '../time.js';

const limit = 50;
const scopes = [
  ['read', 'Domains, their records and checks, and the log'], ['write', 'Add, change, verify and remove domains'],
  ['webhooks', 'See and change webhooks and deliveries'], ['keys', 'Make, replace and revoke keys. Give it to people, not to programs'],
];

/** The keys of the account. */
export function keysView({ query, signal, reload }) {
  const offset = Number(query.get('offset')) || 0;
  const list = h('div', { class: 'list' });
  let own = null;
  const add = button('Create key', () => createDialog(own, reload), { look: 'primary', sign: 'plus', hidden: true });
  const load = async () => {
    fill(list, loading('keys'));
    try {
      const page = await keys.list({ limit: limit + 1, offset }, signal);
      own = page.keys.find((k) => k.current) ?? own;
      add.hidden = false;
      const shown = page.keys.slice(0, limit);
      fill(list, table('API keys', ['Key', 'State', 'May', 'Created', 'Last used', ''], shown.map((k) => row(k, reload)), 'keys'), pager(offset, shown.length, limit, page.keys.length > limit, (o) => link(['keys'], { offset: o })));
    } catch (problem) {
      if (!signal.aborted) fill(list, problemBox(problem, problem.isScope ? null : load));
    }
  };
  load();
  return { title: 'Keys', node: [heading('API keys', { lead: 'Of a key only its first and last characters are kept. What it is, is shown once, when it is made.', actions: add }), list] };
}

const isOver = (k) => k.revoked_at !== null || (k.expires_at !== null && Date.parse(k.expires_at) <= Date.now());

const stateOf = (k) => k.revoked_at ? { label: 'Revoked', tone: 'off', icon: 'cross' } : isOver(k) ? { label: 'Expired', tone: 'off', icon: 'clock' }
  : k.expires_at && Date.parse(k.expires_at) - Date.now() < 7 * 86_400_000 ? { label: 'Ends soon', tone: 'warn', icon: 'clock' } : { label: 'In force', tone: 'good', icon: 'check' };

function row(k, reload) {
  const name = `${k.prefix}…${k.last_four}`;
  return [
    h('span', { class: 'key-name' }, h('code', { class: 'mono' }, name), k.current && h('span', { class: 'pill pill-strong' }, 'this one')),
    [badge(stateOf(k)), k.revoked_at ? h('span', { class: 'row-note' }, when(k.revoked_at)) : k.expires_at && h('span', { class: 'row-note' }, isOver(k) ? 'since ' : 'until ', onDay(k.expires_at))],
    h('span', { class: 'pills' }, k.scopes.map((s) => h('span', { class: 'pill' }, s))),
    onDay(k.created_at),
    used(k.last_used_at),
    isOver(k) ? '' : h('div', { class: 'actions' },
      button('Rotate', () => rotateDialog(k, name, reload), { 'aria-label': `Rotate ${name}` }),
      button('Revoke', () => confirmDialog(`Revoke ${name}?`, [k.current ? 'You are signed in with this key: you are signed out with it.' : 'Whoever uses it is refused at once.', 'This cannot be undone.'], 'Revoke key', async () => {
        await keys.revoke(k.id);
        announce('Key revoked');
        reload();
      }), { look: 'danger-quiet', 'aria-label': `Revoke ${name}` })),
  ];
}

// The service notes the hour alone.
const used = (time) => time && Date.now() - Date.parse(time) < 3_600_000 ? 'within the hour' : when(time);

const shown = (made, reload) => {
  reload();
  secretDialog('Keep this key', 'It is shown this once, and kept nowhere.', made.key, 'the key');
};

function createDialog(own, reload) {
  openDialog('Create a key', (close) => {
    const has = own?.scopes ?? scopes.map(([s]) => s);
    const which = choices('What may it do?', 'scopes', scopes.map(([value, text]) => ({ value, label: value, text: has.includes(value) ? text : 'Your own key has not got it', multiple: true, disabled: !has.includes(value) })), has.includes('read') ? ['read'] : []);
    const end = select('expires_in_days', [['', 'Never'], ['1', 'After a day'], ['7', 'After a week'], ['30', 'After 30 days'], ['90', 'After 90 days'], ['365', 'After a year']], '90');
    const note = h('p', { class: 'field-error', role: 'alert' });
    which.addEventListener('change', () => { note.textContent = ''; });
    return form([which, note, field('It ends', end)], [button('Cancel', close), submitButton('Create key')], async (data) => {
      const chosen = data.getAll('scopes');
      note.textContent = chosen.length === 0 ? 'Choose at least one.' : '';
      if (chosen.length === 0) return;
      const made = await keys.create({ scopes: chosen, ...(end.value ? { expires_in_days: Number(end.value) } : {}) });
      close();
      shown(made, reload);
    });
  });
}

function rotateDialog(k, name, reload) {
  openDialog(`Rotate ${name}`, (close) => {
    const overlap = select('overlap_minutes', [['0', 'at once'], ['60', 'after an hour'], ['1440', 'after a day'], ['10080', 'after a week']], '1440', { 'data-first': true });
    return form([h('p', {}, 'A new key that may do the same is made and shown once. Bring it to where the former one is used before that ends.'),
      k.current && h('p', {}, 'You are signed in with this key: sign in with the new one before it ends.'), field('The former key ends', overlap)], [button('Cancel', close), submitButton('Rotate key')], async () => {
      const made = await keys.rotate(k.id, { overlap_minutes: Number(overlap.value) });
      close();
      shown(made, reload);
    });
  });
}
