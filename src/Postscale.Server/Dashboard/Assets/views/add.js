import { domains } from '../api.js';
import { backLink, heading, linkButton } from '../components/basics.js';
import { choices, field, form, select, submitButton } from '../components/form.js';
import { h } from '../dom.js';
import { icon } from '../icons.js';
import { go, link } from '../router.js';
import { receives, types } from '../states.js';

/** Adds a domain: one field, and what it is for. */
export function addView({ query, signal }) {
  const input = h('input', { type: 'text', name: 'domain', inputmode: 'url', autocomplete: 'off', spellcheck: 'false', autocapitalize: 'none', placeholder: 'example.com', value: query.get('domain') ?? '', 'data-first': true });
  const nameField = field('Domain', input, { hint: 'Without https:// or www. A subdomain such as mail.example.com is a domain of its own.' });
  const primary = select('primary_domain', [['', 'None yet: it accepts no mail']], '');
  const primaryField = field('Forwards to', primary, { hint: 'A domain of yours that receives mail. It can be chosen later, too.' });
  primaryField.hidden = true;
  const kinds = choices('What is it for?', 'type', types.map((t) => ({ value: t.name, label: t.label, text: [t.text, h('span', { class: 'choice-needs' }, `Needs ${t.needs}`)], sign: icon(t.icon) })), 'both');
  let loaded = false;
  kinds.addEventListener('change', async () => {
    const isAlias = kinds.querySelector('input:checked').value === 'alias';
    primaryField.hidden = !isAlias;
    if (isAlias && !loaded) {
      loaded = true;
      try { primary.append(...(await primaries(signal)).map((n) => h('option', { value: n }, n))); } catch { loaded = false; }
    }
  });
  const element = form([nameField, kinds, primaryField], [submitButton('Add domain'), linkButton('Cancel', link(['domains']))], async (data) => {
    const name = tidy(data.get('domain'));
    if (name === '') { nameField.fail('Put in the name of a domain, such as example.com.'); return; }
    const body = { domain: name, type: data.get('type') };
    if (body.type === 'alias' && data.get('primary_domain')) body.primary_domain = data.get('primary_domain');
    const domain = await domains.create(body);
    go(['domains', domain.domain]);
  });
  return { title: 'Add a domain', node: [heading('Add a domain', { above: backLink('Domains', link(['domains'])), lead: 'You get the DNS records to publish next; nothing happens to your mail until they are there.' }), h('div', { class: 'panel panel-form' }, element)] };
}

/** What people paste: an address of a page or of a mailbox, of which the domain is meant. */
const tidy = (text) => text.trim().replace(/^[a-z]+:\/\//i, '').replace(/[/?#].*$/, '').replace(/^.*@/, '').replace(/:\d+$/, '');

/** The names that an alias can forward to. */
export async function primaries(signal) {
  const found = [];
  for (let offset = 0; offset < 1000; offset += 100) {
    const page = await domains.list({ limit: 100, offset, sort: 'domain' }, signal);
    found.push(...page.domains.filter((d) => receives(d.type) && d.type !== 'alias').map((d) => d.domain));
    if (page.domains.length < page.limit) break;
  }
  return found;
}
