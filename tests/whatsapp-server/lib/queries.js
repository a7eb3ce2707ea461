import { getBinaryNodeChild, getBinaryNodeChildren } from 'baileys';

/** The content of the answer to a query, as far as a device that logs in needs one. */
export function answerTo(query, { companion, phone }) {
  const child = Array.isArray(query.content) ? query.content[0] : undefined;
  switch (query.attrs.xmlns) {
    case 'encrypt':
      return encryption(query, child, companion, phone);
    case 'abt':
      return [{ tag: 'props', attrs: { hash: 'none' }, content: [] }];
    case 'blocklist':
      return [{ tag: 'list', attrs: {}, content: [] }];
    case 'privacy':
      return [{ tag: 'privacy', attrs: {}, content: [{ tag: 'category', attrs: { name: 'last', value: 'all' } }] }];
    case 'w:sync:app:state':
      return [{ tag: 'sync', attrs: {}, content: getBinaryNodeChildren(child, 'collection').map(({ attrs }) => ({ tag: 'collection', attrs: { name: attrs.name, version: attrs.version, type: 'result' } })) }];
    default:
      return undefined;
  }
}

function encryption(query, child, companion, phone) {
  if (child?.tag === 'count') return [{ tag: 'count', attrs: { value: `${companion.preKeyCount}` } }];
  if (child?.tag === 'digest') return [{ tag: 'digest', attrs: {} }];
  if (child?.tag === 'key') {
    return [{ tag: 'list', attrs: {}, content: getBinaryNodeChildren(child, 'user').map(({ attrs }) => ({ tag: 'user', attrs: { jid: attrs.jid }, content: bundleOf(phone) })) }];
  }
  if (getBinaryNodeChild(query, 'list')) companion.takeKeys(query);
  return undefined;
}

function bundleOf({ creds }) {
  const { signedPreKey, signedIdentityKey, registrationId } = creds;
  return [
    { tag: 'registration', attrs: {}, content: number(registrationId, 4) },
    { tag: 'type', attrs: {}, content: Buffer.from([5]) },
    { tag: 'identity', attrs: {}, content: signedIdentityKey.public },
    {
      tag: 'skey',
      attrs: {},
      content: [
        { tag: 'id', attrs: {}, content: number(signedPreKey.keyId, 3) },
        { tag: 'value', attrs: {}, content: signedPreKey.keyPair.public },
        { tag: 'signature', attrs: {}, content: signedPreKey.signature },
      ],
    },
  ];
}

function number(value, length) {
  const bytes = Buffer.alloc(length);
  bytes.writeUIntBE(value, 0, length);
  return bytes;
}
