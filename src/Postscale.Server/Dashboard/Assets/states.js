// What a domain's fields come to, in a word that a person looks for.

const required = { inbound: ['ownership', 'mx'], alias: ['ownership', 'mx'], outbound: ['ownership', 'spf'], both: ['ownership', 'mx', 'spf'] };

export const states = {
  verified: { label: 'Verified', tone: 'good', icon: 'check' },
  risk: { label: 'At risk', tone: 'warn', icon: 'warning' },
  pending: { label: 'Pending', tone: 'wait', icon: 'clock' },
  inactive: { label: 'Inactive', tone: 'off', icon: 'pause' },
};

/** Which of them a domain is in; at risk is one that is verified although records it needs are gone. */
export const stateOf = (domain, isAtRisk = false) => !domain.active ? states.inactive : !domain.verified ? states.pending : isAtRisk ? states.risk : states.verified;

/** Whether mail is sent as a domain of this type. */
export const sends = (type) => type === 'outbound' || type === 'both';

/** Whether mail is received at a domain of this type. */
export const receives = (type) => type !== 'outbound';

/** Whether a verified domain lives on what its last look did not find. */
export const isAtRisk = (domain, check) => domain.verified && (check?.checks ?? []).some((c) => required[domain.type].includes(c.record) && (c.outcome === 'missing' || c.outcome === 'invalid'));

export const types = [
  { name: 'both', label: 'Send and receive', icon: 'both', text: 'Mail goes out and comes in through the platform.', needs: 'ownership, MX, SPF; DKIM to send' },
  { name: 'outbound', label: 'Send only', icon: 'send', text: 'The platform sends; another provider goes on receiving.', needs: 'ownership, SPF; DKIM to send' },
  { name: 'inbound', label: 'Receive only', icon: 'inbox', text: 'Mail for the domain comes in through the platform.', needs: 'ownership, MX' },
  { name: 'alias', label: 'Alias', icon: 'alias', text: 'What comes in is forwarded to another domain of yours.', needs: 'ownership, MX' },
];

/** A type by its name. */
export const typeOf = (name) => types.find((t) => t.name === name) ?? types[0];

export const records = {
  ownership: { label: 'Ownership', purpose: 'Domain ownership verification', why: 'Proves that the domain is yours.' },
  mx: { label: 'MX', purpose: 'Inbound mail routing', why: 'Leads mail for the domain here.' },
  spf: { label: 'SPF', purpose: 'SPF authentication', why: 'Says that the platform may send for the domain.' },
  dkim: { label: 'DKIM', purpose: 'DKIM email signing', why: 'Lets receivers check the signature of what is sent.' },
  dmarc: { label: 'DMARC', purpose: 'DMARC policy', why: 'Says what receivers do with mail that fails.' },
  return_path: { label: 'Return path', purpose: 'Return-Path CNAME for delayed bounce tracking', why: 'Brings late bounces back.' },
};

/** Which record of the six one from /dns is. */
export const kindOf = (record) => Object.keys(records).find((k) => records[k].purpose === record.purpose) ?? 'ownership';

/** How much a domain of a type needs a record. */
export const need = (kind, type) => required[type].includes(kind) ? 'required' : kind === 'dkim' ? 'required to send' : 'recommended';
