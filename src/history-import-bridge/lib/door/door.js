import { baseString, headerPrefix, isSignedBy } from '../signing/signature.js';
import { readFetchRequest } from './fetchRequest.js';
import { readReuploadRequest } from './reuploadRequest.js';
import { ReplayGuard } from './replayGuard.js';

const mostBody = 16 * 1024;

/**
 * What a door asks of a bridge.
 * @typedef {object} Asking
 * @property {string} path of the connection
 * @property {string} key with which its host signs
 * @property {() => boolean} isOpen
 * @property {(request: import('./fetchRequest.js').FetchRequest) => Promise<string>} fetch resolves with the id of the request
 * @property {(request: import('./reuploadRequest.js').ReuploadRequest) => Promise<void>} reupload
 */

/** @typedef {(bridge: Asking, body: any) => string | (() => Promise<{ requestId?: string }>)} Question what is wrong with a body, or what asks */

/** @type {Record<string, Question>} */
const questions = {
  fetches: (bridge, body) => {
    const wanted = readFetchRequest(body);
    return typeof wanted === 'string' ? wanted : async () => ({ requestId: await bridge.fetch(wanted) });
  },
  reuploads: (bridge, body) => {
    const wanted = readReuploadRequest(body);
    return typeof wanted === 'string' ? wanted : async () => {
      await bridge.reupload(wanted);
      return {};
    };
  },
};

/**
 * A listener of `node:http` through which the host asks for pages and files: `POST …/connections/{tenant}/{connection}/fetches`, and `…/reuploads`.
 * @param {() => Iterable<Asking>} bridges
 * @returns {import('node:http').RequestListener}
 */
export function doorOf(bridges) {
  const guard = new ReplayGuard();
  return (request, response) => {
    answer(request, bridges, guard)
      .catch(() => ({ status: 500, error: 'The bridge failed' }))
      .then(({ status, ...said }) => {
        response.writeHead(status, { 'content-type': 'application/json', ...(status === 503 ? { 'retry-after': '5' } : {}), ...(status === 413 ? { connection: 'close' } : {}) });
        response.end(JSON.stringify(said));
      });
  };
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {() => Iterable<Asking>} bridges
 * @param {ReplayGuard} guard
 * @returns {Promise<{ status: number, error?: string, requestId?: string }>}
 */
async function answer(request, bridges, guard) {
  const path = request.url ?? '';
  const [what] = /[a-z]+$/.exec(path) ?? [''];
  const question = Object.hasOwn(questions, what) ? questions[what] : undefined;
  const bridge = [...bridges()].find(one => path.endsWith(`${one.path}/${what}`));
  if (!bridge || !question) return { status: 404, error: 'No such connection' };
  if (request.method !== 'POST') return { status: 405, error: 'Only POST' };
  const body = await bodyOf(request);
  if (body === null) return { status: 413, error: 'The body is too large' };

  const signature = request.headers[`${headerPrefix}signature`];
  const timestamp = Number(request.headers[`${headerPrefix}timestamp`]);
  if (!isSignedBy(bridge.key, baseString('POST', path, request.headers, body), signature)
    || !guard.admits(/** @type {string} */ (signature), timestamp, Date.now())) return { status: 401, error: 'The signature is wrong, old or used' };

  const ask = question(bridge, parse(body));
  if (typeof ask === 'string') return { status: 400, error: ask };
  if (!bridge.isOpen()) return { status: 503, error: 'The socket is not open' };
  try {
    return { status: 202, ...(await ask()) };
  } catch {
    return { status: 503, error: 'The socket could not send' };
  }
}

/** @param {import('node:http').IncomingMessage} request */
async function bodyOf(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > mostBody) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** @param {Buffer} body */
function parse(body) {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
