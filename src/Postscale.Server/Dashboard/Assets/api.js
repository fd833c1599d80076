// The one way to the service: the public API, with the key that was typed in.

import * as session from './session.js';

const patience = 30_000;
const longestWait = 120;

/** An answer that is an error, or none at all. */
export class Problem extends Error {
  constructor(status, message, { code = '', field = null, requestId = '', retryAfter = 0 } = {}) {
    super(message);
    Object.assign(this, { status, code, field, requestId, retryAfter });
  }

  /** Whether another key would be let in. */
  get isScope() { return this.status === 403; }
}

/** What hears of a key that is refused, and of waits. */
export const watchers = { refused: () => {}, waiting: () => {} };

/** Sends a request and gives the body of its answer. A 429 is waited out: nothing was done, so nothing is done twice. */
export async function send(method, path, { body, signal, key = session.key(), quiet = false } = {}) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(method, path, body, signal, key);
    } catch (problem) {
      if (problem instanceof Problem && problem.status === 429 && attempt < 4 && problem.retryAfter <= longestWait) {
        await wait(problem, signal);
        continue;
      }
      if (problem instanceof Problem && problem.status === 401 && !quiet) watchers.refused(problem);
      throw problem;
    }
  }
}

async function once(method, path, body, signal, key) {
  const headers = { Accept: 'application/json' };
  if (key) headers.Authorization = `Bearer ${key}`;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  let response;
  try {
    response = await fetch(path, {
      method, headers, body: body === undefined ? undefined : JSON.stringify(body), cache: 'no-store', credentials: 'omit', redirect: 'error',
      signal: signal ? AbortSignal.any([signal, AbortSignal.timeout(patience)]) : AbortSignal.timeout(patience),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Problem(0, error.name === 'TimeoutError'
      ? 'The service did not answer within 30 seconds. Try again in a moment.'
      : 'The service cannot be reached. Look whether it runs and whether you are online, then try again.', { code: 'unreachable' });
  }
  const requestId = response.headers.get('X-Request-ID') ?? '';
  let answer = null;
  try { answer = await response.json(); } catch (error) { if (signal?.aborted) throw error; }
  if (response.ok && answer !== null) return answer;
  throw new Problem(response.status, answer?.error ?? `The service answered with status ${response.status} and nothing that could be read.`, {
    code: answer?.code, field: answer?.field, requestId: answer?.request_id ?? requestId, retryAfter: Number(response.headers.get('Retry-After')) || 1,
  });
}

function wait(problem, signal) {
  return new Promise((resolve, reject) => {
    watchers.waiting(problem, problem.retryAfter);
    const timer = setTimeout(() => { watchers.waiting(null, 0); resolve(); }, problem.retryAfter * 1000);
    signal?.addEventListener('abort', () => { clearTimeout(timer); watchers.waiting(null, 0); reject(signal.reason); }, { once: true });
  });
}

const part = (text) => encodeURIComponent(text);
const query = (values) => {
  const given = Object.entries(values).filter(([, value]) => value !== '' && value !== null && value !== undefined && value !== false);
  return given.length ? `?${new URLSearchParams(given)}` : '';
};

export const domains = {
  list: (values, signal, more) => send('GET', `/v1/domains${query(values)}`, { signal, ...more }),
  get: (id, signal) => send('GET', `/v1/domains/${part(id)}`, { signal }),
  create: (body) => send('POST', '/v1/domains', { body }),
  update: (id, body) => send('PUT', `/v1/domains/${part(id)}`, { body }),
  remove: (id) => send('DELETE', `/v1/domains/${part(id)}`),
  verify: (id, signal) => send('POST', `/v1/domains/${part(id)}/verify`, { signal }),
  dns: (id, signal) => send('GET', `/v1/domains/${part(id)}/dns`, { signal }),
  checks: (id, values, signal) => send('GET', `/v1/domains/${part(id)}/checks${query(values)}`, { signal }),
  provider: (id, signal) => send('GET', `/v1/domains/${part(id)}/provider`, { signal }),
};

export const audit = { of: (object, values, signal) => send('GET', `/v1/audit${query({ object, ...values })}`, { signal }) };

export const webhooks = {
  list: (values, signal) => send('GET', `/v1/webhooks${query(values)}`, { signal }),
  get: (id, signal) => send('GET', `/v1/webhooks/${part(id)}`, { signal }),
  create: (body) => send('POST', '/v1/webhooks', { body }),
  update: (id, body) => send('PATCH', `/v1/webhooks/${part(id)}`, { body }),
  remove: (id) => send('DELETE', `/v1/webhooks/${part(id)}`),
  test: (id) => send('POST', `/v1/webhooks/${part(id)}/test`),
  rotate: (id, body) => send('POST', `/v1/webhooks/${part(id)}/rotate`, { body }),
  deliveries: (values, signal) => send('GET', `/v1/webhook-deliveries${query(values)}`, { signal }),
  retry: (id) => send('POST', `/v1/webhook-deliveries/${part(id)}/retry`),
};

export const keys = {
  list: (values, signal) => send('GET', `/v1/keys${query(values)}`, { signal }),
  create: (body) => send('POST', '/v1/keys', { body }),
  revoke: (id) => send('DELETE', `/v1/keys/${part(id)}`),
  rotate: (id, body) => send('POST', `/v1/keys/${part(id)}/rotate`, { body }),
};
