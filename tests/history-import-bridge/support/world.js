import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WhatsAppServer } from 'whatsapp-server';
import { HostProcess } from './hostProcess.js';
import { Receiver } from './receiver.js';

export const chat = '5511900000002@s.whatsapp.net';

/** A WhatsApp server, a receiver, and a folder for a host between them. */
export class World {
  static async make(options = {}, server = {}, receiver = new Receiver()) {
    const world = new World();
    world.folder = await mkdtemp(join(tmpdir(), 'history-import-bridge-'));
    world.whatsapp = await WhatsAppServer.listen(server);
    world.receiver = await receiver.listen(world.whatsapp);
    world.options = options;
    return world;
  }

  /** Starts the host, for the first time or again. */
  start() {
    const { whatsapp, receiver, folder } = this;
    this.host = new HostProcess({ whatsapp: whatsapp.url, root: Buffer.from(whatsapp.root.public).toString('base64'), cdn: whatsapp.cdn.url, folder, host: receiver.url, ...this.options });
    return this.host;
  }

  async pair() {
    const { qr } = await this.start().until(({ type }) => type === 'qr');
    this.whatsapp.scan(qr);
    await this.host.open();
    await this.whatsapp.until(() => this.whatsapp.isConnected);
  }

  async end() {
    await this.host?.kill();
    this.whatsapp.close();
    await this.receiver.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** A message as the phone keeps it. */
export function message(i, jid = chat) {
  return { key: { remoteJid: jid, fromMe: i % 3 === 0, id: `3EB0${String(i).padStart(16, '0')}` }, message: { conversation: `synthetic ${i}` }, messageTimestamp: 1_700_000_000 + i };
}

/** A set of history with one chat. */
export function historySet(numbers, more = {}) {
  return { syncType: 3, chunkOrder: 1, progress: 50, conversations: [{ id: chat, messages: numbers.map(i => ({ message: message(i), msgOrderId: i })) }], ...more };
}
