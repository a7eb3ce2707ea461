import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { BlobFetcher } from './blob/blobFetcher.js';
import { httpsDownload } from './blob/httpsDownload.js';
import { Capture } from './capture/capture.js';
import { withSeam } from './capture/seam.js';
import { reuploadStanza } from './door/reuploadRequest.js';
import { Courier } from './delivery/courier.js';
import { DeliveryClient } from './delivery/deliveryClient.js';
import { harmless } from './observer.js';
import { checkOptions } from './options.js';
import { lockFolder } from './spool/lock.js';
import { Spool } from './spool/spool.js';

/** @typedef {ReturnType<typeof import('baileys').makeWASocket>} Socket */

// What a host's rows are made of, beside history, and what the phone says of files it was asked for. What else Baileys tells stays here; `contacts.update` repeats the name in each message.
const events = /** @type {const} */ ([
  'messages.upsert', 'messages.update', 'messages.delete', 'messages.reaction', 'message-receipt.update', 'lid-mapping.update',
  'contacts.upsert', 'chats.upsert', 'groups.upsert', 'groups.update', 'messages.media-update',
]);

/** The bridge of one connection. */
export class Bridge {
  #baileys;
  #options;
  #spool;
  #capture;
  #courier;
  #running;
  #unlock;
  #observe;
  #hasSeam = false;
  #isOpen = false;
  /** @type {Socket | null} */
  #socket = null;

  /** Give it to `makeWASocket`. */
  makeSignalRepository;

  /**
   * @param {ReturnType<typeof checkOptions>} options
   * @param {Spool} spool
   * @param {() => Promise<void>} unlock
   */
  constructor(options, spool, unlock) {
    const { baileys, tenant, connection, host, keys, download = httpsDownload, bounds } = options;
    this.#options = options;
    this.#baileys = baileys;
    this.#spool = spool;
    this.#unlock = unlock;
    this.#observe = harmless(options.observe);
    this.#capture = new Capture(baileys, spool, this.#observe);
    this.makeSignalRepository = withSeam(baileys.DEFAULT_CONNECTION_CONFIG.makeSignalRepository, this.#capture, isThere => { this.#hasSeam = isThere; });
    const client = new DeliveryClient(host, { tenant, connection, key: keys.toHost });
    this.#courier = new Courier(baileys, spool, client, new BlobFetcher(download, bounds), this.#observe);
    this.#running = this.#courier.run();
  }

  /**
   * Listens to a socket that was made with `makeSignalRepository`. Call it in the same turn, for each socket.
   * @param {Socket} socket
   */
  attach(socket) {
    if (!this.#hasSeam) {
      this.#observe({ type: 'fallback', reason: 'No signal repository of this bridge, or a Baileys before 7: what a kill leaves between receipt and event is lost' });
    }
    this.#hasSeam = false;
    this.#socket = socket;
    this.#isOpen = false;
    const me = () => socket.authState.creds.me;
    // Before Baileys' own listener, so that the stanza is known when its content is decrypted.
    /** @type {any} */ (socket.ws).prependListener('CB:message', (/** @type {import('baileys').BinaryNode} */ stanza) => this.#capture.stanzas.add(stanza));
    socket.ev.on('connection.update', ({ connection }) => {
      if (connection && this.#socket === socket) this.#isOpen = connection === 'open';
    });
    for (const name of events) {
      socket.ev.on(name, (/** @type {any} */ data) => {
        this.#capture.told(me(), name, data).catch(error => this.#observe({ type: 'problem', where: 'capture', reason: String(error) }));
      });
    }
  }

  /** How many deliveries wait. */
  get waiting() {
    return this.#spool.count;
  }

  /** @type {import('./door/door.js').Asking} what a door needs */
  get asking() {
    return {
      path: `/connections/${encodeURIComponent(this.#options.tenant)}/${encodeURIComponent(this.#options.connection)}`,
      key: this.#options.keys.fromHost,
      isOpen: () => this.#isOpen,
      fetch: ({ count, chat, id, fromMe, time }) => /** @type {Socket} */ (this.#socket).fetchMessageHistory(count, { remoteJid: chat, id, fromMe }, time),
      reupload: request => {
        const socket = /** @type {Socket} */ (this.#socket);
        return socket.sendNode(reuploadStanza(request, this.#baileys.jidNormalizedUser(socket.authState.creds.me?.id)));
      },
    };
  }

  /** Stops delivering. What is in the spool stays there. */
  async close() {
    this.#courier.close();
    await this.#running;
    await this.#spool.close();
    await this.#unlock();
  }
}

/**
 * Opens the bridge of one connection. What an earlier process left in the spool is delivered first.
 * @param {import('./options.js').BridgeOptions} options
 */
export async function openBridge(options) {
  const checked = checkOptions(options);
  await mkdir(checked.folder, { recursive: true, mode: 0o700 });
  const unlock = await lockFolder(checked.folder);
  try {
    return new Bridge(checked, await Spool.open(join(checked.folder, 'spool'), harmless(checked.observe)), unlock);
  } catch (error) {
    await unlock();
    throw error;
  }
}
