import { domains } from '../api.js';
import { badge, empty, heading, linkButton, loading, pager, table } from '../components/basics.js';
import { problemBox } from '../components/problem.js';
import { announce, fill, h } from '../dom.js';
import { icon } from '../icons.js';
import { link, replace } from '../router.js';
import { isAtRisk, records, sends, stateOf, receives, typeOf, types } from '../states.js';
import { when } from '../time.js';

const limit = 25;

/** The domains, with how each stands. */
export function domainsView({ query, signal }) {
  const asked = { q: query.get('q') ?? '', type: query.get('type') ?? '', verified: query.get('verified') ?? '', sort: query.get('sort') ?? '-created_at', offset: Number(query.get('offset')) || 0 };
  const list = h('div', { class: 'list' });
  const place = (values) => ({ ...asked, sort: asked.sort === '-created_at' ? '' : asked.sort, ...values });
  // An answer to what is asked no longer must not stand in the place of the one to what is.
  let latest = new AbortController();
  const load = async () => {
    latest.abort();
    latest = new AbortController();
    const wanted = AbortSignal.any([signal, latest.signal]);
    fill(list, loading('domains'));
    try {
      const page = await domains.list({ ...asked, limit: limit + 1 }, wanted);
      const shown = page.domains.slice(0, limit);
      fill(list, shown.length === 0 ? nothing(asked) : [rows(shown, wanted), pager(asked.offset, shown.length, limit, page.domains.length > limit, (offset) => link(['domains'], place({ offset })))]);
      filters.hidden = shown.length === 0 && !isNarrowed(asked);
      announce(`${shown.length} ${shown.length === 1 ? 'domain' : 'domains'}`);
    } catch (problem) {
      if (!wanted.aborted) fill(list, problemBox(problem, load));
    }
  };
  let timer = 0;
  signal.addEventListener('abort', () => clearTimeout(timer));
  const narrow = (name) => (event) => {
    Object.assign(asked, { [name]: event.target.value.trim(), offset: 0 });
    latest.abort();
    clearTimeout(timer);
    timer = setTimeout(() => { replace(['domains'], place({})); load(); }, name === 'q' ? 250 : 0);
  };
  const filters = h('form', { class: 'filters', role: 'search', onsubmit: (event) => event.preventDefault() },
    h('div', { class: 'search' }, icon('search'), h('input', { type: 'search', value: asked.q, placeholder: 'Search names', 'aria-label': 'Search names', oninput: narrow('q'), autocomplete: 'off', spellcheck: 'false' })),
    filter('Type', 'type', [['', 'All types'], ...types.map((t) => [t.name, t.label])]),
    filter('State', 'verified', [['', 'All states'], ['true', 'Verified'], ['false', 'Not verified']]),
    filter('Order', 'sort', [['-created_at', 'Newest first'], ['created_at', 'Oldest first'], ['domain', 'By name']]));
  function filter(label, name, options) {
    return h('select', { 'aria-label': label, onchange: narrow(name) }, options.map(([value, text]) => h('option', { value, selected: value === asked[name] }, text)));
  }
  load();
  return {
    title: 'Domains',
    node: [heading('Domains', { actions: linkButton('Add domain', link(['add']), { look: 'primary', sign: 'plus' }) }), filters, list],
  };
}

const isNarrowed = (asked) => asked.q !== '' || asked.type !== '' || asked.verified !== '' || asked.offset > 0;

const nothing = (asked) => isNarrowed(asked)
  ? empty('Nothing matches', 'No domain fits what you search for.', linkButton('Show all', link(['domains'])), 'search')
  : empty('No domains yet', 'Add the domain you send from or receive at. You get the records to publish, and see here as they are found.', linkButton('Add your first domain', link(['add']), { look: 'primary', sign: 'plus' }));

function rows(found, signal) {
  const states = new Map();
  const element = table('Domains', ['Domain', 'State', 'For', 'Records', 'Mail', 'Looked up'], found.map((d) => {
    const state = h('span', {}, badge(stateOf(d)));
    states.set(d, state);
    return [h('a', { class: 'row-link', href: link(['domains', d.domain]) }, d.domain), state, typeCell(d), lights(d), mailCell(d), when(d.last_dns_check)];
  }), 'domains');
  look(states, signal);
  return element;
}

/** What a list does not say: whether a verified domain's records are gone. Asked for afterwards, a few at a time. */
async function look(states, signal) {
  const waiting = [...states].filter(([d]) => d.verified && d.active);
  const work = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const [domain, place] = next;
      const latest = await domains.checks(domain.id, { limit: 1 }, signal);
      if (isAtRisk(domain, latest.checks[0])) fill(place, badge(stateOf(domain, true)));
    }
  };
  try { await Promise.all([work(), work(), work()]); } catch { /* the list stands without */ }
}

const typeCell = (domain) => h('span', { class: 'type' }, icon(typeOf(domain.type).icon), typeOf(domain.type).label, domain.primary_domain && h('span', { class: 'quiet' }, ` to ${domain.primary_domain}`));

/** A light for each record that the type calls for. */
function lights(domain) {
  const kinds = ['ownership', ...(receives(domain.type) ? ['mx'] : []), ...(sends(domain.type) ? ['spf', 'dkim', 'dmarc', 'return_path'] : [])];
  const held = kinds.filter((k) => domain[`${k}_verified`]);
  return h('span', { class: 'lights' },
    h('span', { class: 'lights-row', 'aria-hidden': 'true' }, kinds.map((k) => h('span', { class: `light ${domain[`${k}_verified`] ? 'light-on' : ''}`, title: `${records[k].label}: ${domain[`${k}_verified`] ? 'holds' : 'does not hold'}` }))),
    h('span', { class: 'quiet' }, `${held.length} of ${kinds.length}`));
}

const mailCell = (domain) => [domain.can_send && 'sends', domain.can_receive && 'receives'].filter(Boolean).join(', ') || h('span', { class: 'quiet' }, 'none');
