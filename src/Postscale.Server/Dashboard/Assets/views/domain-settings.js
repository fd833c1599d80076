import { domains } from '../api.js';
import { button } from '../components/basics.js';
import { confirmDialog } from '../components/dialog.js';
import { field, form, select, submitButton, toggle } from '../components/form.js';
import { announce, h } from '../dom.js';
import { go } from '../router.js';
import { types } from '../states.js';
import { primaries } from './add.js';

/** What can be changed of a domain, and its removal. */
export function settingsPanel(domain, signal, changed) {
  const type = select('type', types.map((t) => [t.name, `${t.label}: ${t.text}`]), domain.type);
  const primary = select('primary_domain', [['', 'None: it accepts no mail'], ...(domain.primary_domain ? [[domain.primary_domain, domain.primary_domain]] : [])], domain.primary_domain ?? '');
  const primaryField = field('Forwards to', primary);
  const catchAll = toggle('Catch-all', 'catch_all_enabled', domain.catch_all_enabled, 'Take mail for any address of the domain.');
  const active = toggle('Active', 'active', domain.active, 'Off: the domain takes no part in mail, at once. Its records are looked at all the same.');
  const fit = () => { primaryField.hidden = type.value !== 'alias'; };
  let loaded = false;
  const load = async () => {
    if (type.value !== 'alias' || loaded) return;
    loaded = true;
    try { primary.append(...(await primaries(signal)).filter((n) => n !== domain.primary_domain && n !== domain.domain).map((n) => h('option', { value: n }, n))); } catch { loaded = false; }
  };
  type.addEventListener('change', () => { fit(); load(); });
  fit();
  load();
  const element = form([field('What it is for', type), primaryField, catchAll, active], [submitButton('Save settings')], async () => {
    const body = { type: type.value, catch_all_enabled: catchAll.control.checked, active: active.control.checked };
    if (type.value === 'alias') body.primary_domain = primary.value;
    await changed(await domains.update(domain.id, body));
    announce('Settings saved');
    note.textContent = 'Saved.';
    setTimeout(() => { note.textContent = ''; }, 3000);
  }, { 'aria-label': 'Settings' });
  const note = h('span', { class: 'saved' });
  element.querySelector('.form-actions').append(note);
  return h('div', { class: 'panel panel-form' }, element, h('div', { class: 'danger-zone' },
    h('div', {}, h('h3', {}, 'Remove this domain'), h('p', { class: 'quiet' }, 'Sending and receiving for it end at once. To add it again takes a new ownership record.')),
    button('Remove domain', () => confirmDialog(`Remove ${domain.domain}?`, ['Sending and receiving for it end at once, and its history is gone.', 'This cannot be undone.'], 'Remove domain', async () => {
      await domains.remove(domain.id);
      announce(`${domain.domain} is removed`);
      go(['domains']);
    }, { type: domain.domain }), { look: 'danger-quiet' })));
}
