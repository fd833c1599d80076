import { domains } from '../api.js';
import { button } from '../components/basics.js';
import { confirmDialog } from '../components/dialog.js';
import { field, form, select, submitButton, toggle } from '../components/form.js';
import { announce, h } from '../dom.js';
import { go } from '../router.js';
import { types } from '../states.js';
import { primaries } from './add.js';

/** What can be changed of a domain, and its removal. */
export class SettingsPanel {
  #seen;
  #signal;
  #hasPrimaries = false;

  /** @param changed Hears of the domain as it is once it is saved. */
  constructor(domain, signal, changed) {
    this.#seen = settingsOf(domain);
    this.#signal = signal;
    this.name = domain.domain;
    this.type = select('type', types.map((t) => [t.name, `${t.label}: ${t.text}`]), domain.type);
    this.primary = select('primary_domain', [['', 'None: it accepts no mail']], '');
    this.primaryField = field('Forwards to', this.primary);
    const catchAll = toggle('Catch-all', 'catch_all_enabled', domain.catch_all_enabled, 'Take mail for any address of the domain.');
    const active = toggle('Active', 'active', domain.active, 'Off: the domain takes no part in mail, at once. Its records are looked at all the same.');
    [this.catchAll, this.active] = [catchAll.control, active.control];
    this.type.addEventListener('change', () => this.#fit());
    const note = h('span', { class: 'saved' });
    const element = form([field('What it is for', this.type), this.primaryField, catchAll, active], [submitButton('Save settings'), note], async () => {
      const body = this.#changes();
      const isChanged = Object.keys(body).length > 0;
      if (isChanged) {
        const saved = await domains.update(domain.id, body);
        this.follow(saved);
        await changed(saved);
      }
      announce(isChanged ? 'Settings saved' : 'Nothing was changed');
      note.textContent = isChanged ? 'Saved.' : 'Nothing was changed.';
      setTimeout(() => { note.textContent = ''; }, 3000);
    }, { 'aria-label': 'Settings' });
    this.#offer([domain.primary_domain]);
    this.primary.value = this.#seen.primary_domain;
    this.#fit();
    this.node = h('div', { class: 'panel panel-form' }, element, h('div', { class: 'danger-zone' },
      h('div', {}, h('h3', {}, 'Remove this domain'), h('p', { class: 'quiet' }, 'Sending and receiving for it end at once. To add it again takes a new ownership record.')),
      button('Remove domain', () => confirmDialog(`Remove ${domain.domain}?`, ['Sending and receiving for it end at once, and its history is gone.', 'This cannot be undone.'], 'Remove domain', async () => {
        await domains.remove(domain.id);
        announce(`${domain.domain} is removed`);
        go(['domains']);
      }, { type: domain.domain }), { look: 'danger-quiet' })));
  }

  /** Shows what the domain is now, but where somebody has put in what it is to be. */
  follow(domain) {
    const [before, given, now] = [this.#seen, this.#given(), settingsOf(domain)];
    this.#seen = now;
    this.#offer([domain.primary_domain]);
    if (given.type === before.type) this.type.value = now.type;
    if (given.primary_domain === before.primary_domain) this.primary.value = now.primary_domain;
    if (given.catch_all_enabled === before.catch_all_enabled) this.catchAll.checked = now.catch_all_enabled;
    if (given.active === before.active) this.active.checked = now.active;
    this.#fit();
  }

  /** What was put in, and nothing else: what others have changed meanwhile stays as they have it. */
  #changes() {
    const given = Object.entries(this.#given()).filter(([name, value]) => value !== this.#seen[name]);
    return Object.fromEntries(given.filter(([name]) => name !== 'primary_domain' || this.type.value === 'alias'));
  }

  #given() { return { type: this.type.value, primary_domain: this.primary.value, catch_all_enabled: this.catchAll.checked, active: this.active.checked }; }

  #fit() {
    this.primaryField.hidden = this.type.value !== 'alias';
    if (this.primaryField.hidden || this.#hasPrimaries) return;
    this.#hasPrimaries = true;
    primaries(this.#signal).then((names) => this.#offer(names), () => { this.#hasPrimaries = false; });
  }

  #offer(names) {
    const offered = new Set([...this.primary.options].map((o) => o.value));
    this.primary.append(...names.filter((n) => n && n !== this.name && !offered.has(n)).map((n) => h('option', { value: n }, n)));
  }
}

const settingsOf = (domain) => ({ type: domain.type, primary_domain: domain.primary_domain ?? '', catch_all_enabled: domain.catch_all_enabled, active: domain.active });
