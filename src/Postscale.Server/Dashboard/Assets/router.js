// Where one is stands behind the #: pages can be bookmarked, and the back button works, without the server knowing of them.

/** The place of a hash: its path in parts, and its query. */
export function parse(hash) {
  const [path, search = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const parts = path.split('/').filter((p) => p !== '').map((p) => { try { return decodeURIComponent(p); } catch { return p; } });
  return { parts, query: new URLSearchParams(search) };
}

/** The hash of a place. What is empty is left out of the query. */
export function link(parts, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== '' && value !== null && value !== undefined && value !== 0);
  return `#/${parts.map(encodeURIComponent).join('/')}${given.length ? `?${new URLSearchParams(given)}` : ''}`;
}

/** Goes there. */
export const go = (parts, query) => { location.hash = link(parts, query); };

/** Changes where one is without a step to go back over. */
export function replace(parts, query) {
  history.replaceState(null, '', link(parts, query));
}
