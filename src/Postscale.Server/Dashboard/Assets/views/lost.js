import { empty, linkButton } from '../components/basics.js';
import { h } from '../dom.js';
import { link } from '../router.js';

/** A place that is none. */
export const lostView = () => ({ title: 'No such page', node: [h('h1', { class: 'unseen', tabindex: '-1' }, 'No such page'), empty('There is no such page', 'The address may be mistyped, or from another version.', linkButton('To the domains', link(['domains'])))] });
