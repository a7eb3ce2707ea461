import { lookup } from 'node:dns';
import { BlockList } from 'node:net';

// What is not the public internet, by the registries of special addresses.
const notPublic = new BlockList();
for (const [network, bits] of /** @type {[string, number][]} */ ([
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24],
  ['192.0.2.0', 24], ['192.88.99.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 3],
])) notPublic.addSubnet(network, bits, 'ipv4');

const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');
for (const [network, bits] of /** @type {[string, number][]} */ ([['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['3fff::', 20]])) {
  notPublic.addSubnet(network, bits, 'ipv6');
}

/**
 * Whether an address lies in the public internet. Of version 6 only global unicast does, so an address of version 4 inside one never counts.
 * @param {string} address
 * @param {number} family
 */
export function isPublic(address, family) {
  if (family === 4) return !notPublic.check(address, 'ipv4');
  return globalUnicast.check(address, 'ipv6') && !notPublic.check(address, 'ipv6');
}

/**
 * Resolves a name for a connection, and fails if any of its addresses is not public. The connection is made to what was checked.
 * @type {import('node:net').LookupFunction}
 */
export function lookupPublic(hostname, options, callback) {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '', 0);
    const first = addresses[0];
    if (!first || addresses.some(({ address, family }) => !isPublic(address, family))) {
      return callback(Object.assign(new Error('The name resolves to an address that is not public'), { code: 'ENOTPUBLIC' }), '', 0);
    }
    if (options.all) return callback(null, addresses);
    return callback(null, first.address, first.family);
  });
}
