import { badge } from '../components/basics.js';
import { fill, h, redraw } from '../dom.js';
import { icon } from '../icons.js';
import { kindOf, receives, records, sends, typeOf } from '../states.js';
import { when } from '../time.js';

/** How a domain stands. It is made once, and of it only what changed is drawn anew: who is at its button stays there. */
export class StatusPanel {
  constructor(looks) {
    this.state = h('span');
    this.text = h('p', { class: 'status-text' });
    this.progress = h('div', { class: 'progress', role: 'img' });
    this.facts = h('dl', { class: 'facts' });
    this.node = h('div', { class: 'panel status-panel' }, h('div', { class: 'status-main' }, this.state, this.text, looks), this.progress, this.facts);
  }

  show(domain, dns, state) {
    const held = dns.records.filter((r) => r.status === 'verified');
    this.node.className = `panel status-panel status-${state.tone}`;
    redraw(this.state, state, () => badge(state));
    const words = wordsOf(domain, dns, state, held.length);
    redraw(this.text, words, () => words);
    this.progress.setAttribute('aria-label', `${held.length} of ${dns.records.length} records hold`);
    fill(this.progress, dns.records.map((r) => h('span', { class: `segment ${r.status === 'verified' ? 'segment-on' : ''}`, title: records[kindOf(r)].label })));
    redraw(this.facts, domain, () => [
      fact('For', [icon(typeOf(domain.type).icon), typeOf(domain.type).label]),
      fact('Mail out', domain.can_send ? 'sends now' : sends(domain.type) ? 'not yet' : 'not for this type'),
      fact('Mail in', domain.can_receive ? 'receives now' : receives(domain.type) ? 'not yet' : 'not for this type'),
      domain.type === 'alias' && fact('Forwards to', domain.primary_domain ?? 'no domain yet'),
      fact('Looked up', when(domain.last_dns_check)),
      domain.verified_at && fact('Verified', when(domain.verified_at))]);
  }
}

function wordsOf(domain, dns, state, held) {
  if (!domain.active) return 'It is switched off and takes no part in mail. Its records are looked at all the same.';
  if (state.tone === 'warn') return 'It is still verified, but records that it needs are gone. Publish them again: it is verified no longer once they have been gone for about a day.';
  if (domain.verified) {
    const open = dns.records.filter((r) => r.status !== 'verified').map((r) => records[kindOf(r)].label);
    const lacksDkim = sends(domain.type) && !domain.dkim_verified;
    return lacksDkim ? 'It is verified. To send, it also needs DKIM.' : open.length ? `It is verified. ${open.join(' and ')} ${open.length === 1 ? 'is' : 'are'} recommended, too.` : 'It is verified, and all its records hold.';
  }
  return held === 0 ? 'Publish the records below where your DNS is kept; this page sees when they are there.' : `${held} of ${dns.records.length} records hold. Publish the others.`;
}

const fact = (name, value) => h('div', {}, h('dt', {}, name), h('dd', {}, value));
