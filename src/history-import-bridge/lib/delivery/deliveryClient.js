import { protocolHeaders } from '../signing/headers.js';
import { baseString, headerPrefix, sign } from '../signing/signature.js';

/** Hands deliveries to the host, signed. */
export class DeliveryClient {
  #url;
  #key;

  /**
   * @param {string} host where the host's endpoints begin
   * @param {{ tenant: string, connection: string, key: string }} options
   */
  constructor(host, { tenant, connection, key }) {
    const base = host.endsWith('/') ? host : `${host}/`;
    this.#url = new URL(`connections/${encodeURIComponent(tenant)}/${encodeURIComponent(connection)}/deliveries`, base);
    this.#key = key;
  }

  /**
   * @param {Record<string, string | number | null | undefined>} values by the name behind `x-history-`
   * @param {Uint8Array} body
   * @param {string} contentType
   * @returns {Promise<{ status: number, retryAfter?: number, date?: number }>} retryAfter and date in milliseconds
   */
  async post(values, body, contentType) {
    const headers = protocolHeaders({ ...values, timestamp: Date.now() });
    const signature = sign(this.#key, baseString('POST', this.#url.pathname, headers, body));
    const response = await fetch(this.#url, {
      method: 'POST',
      body: /** @type {any} */ (body),
      redirect: 'manual',
      headers: { ...headers, [`${headerPrefix}signature`]: signature, 'content-type': contentType },
      signal: AbortSignal.timeout(120_000),
    });
    await response.body?.cancel();
    const seconds = Number(response.headers.get('retry-after'));
    const date = Date.parse(response.headers.get('date') ?? '');
    return {
      status: response.status,
      retryAfter: Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined,
      date: Number.isNaN(date) ? undefined : date,
    };
  }
}
