import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { keys } from './keys.js';
import { Receiver } from './receiver.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * The .NET host (`tests/HistoryImport.BridgeHost`) in a process of its own, over a SQLite file. The receiver of the other tests stands before it and hands
 * everything on as it came, so that a test sees what is delivered; it is the host that checks, stores and answers. When the host dies it is started again.
 */
export class DotnetHost extends Receiver {
  #child;
  #told = new EventEmitter();
  #isClosing = false;
  #isDown = false;
  #starting;
  #address;

  /** How often the host died. */
  deaths = 0;

  #builds;
  #media;

  /** @param options `folder`, where its database lies, one of its own without; and `builds` of the program, the first that is there */
  constructor({ folder, builds = ['debug', 'release'] } = {}) {
    super();
    this.folder = folder;
    this.#builds = builds;
  }

  async listen(whatsapp) {
    this.#media = await whatsapp.cdn.listenSecurely();
    this.folder ??= await mkdtemp(join(tmpdir(), 'history-import-dotnet-'));
    await (this.#starting = this.#start());
    return super.listen();
  }

  async close() {
    super.close();
    this.#isClosing = true;
    const ended = once(this.#child, 'exit');
    this.#child.stdin.end();
    setTimeout(() => this.#child.kill('SIGKILL'), 5000).unref();
    await ended;
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Gives the host a line, and waits for what it says of it: where a host before it was killed, an import waits for that one's lease. */
  async ask(line, answer) {
    const said = once(this.#told, answer, { signal: AbortSignal.timeout(300_000) });
    this.#child.stdin.write(`${line}\n`);
    return (await said)[0];
  }

  /** Lets the host kill itself, or cut the line, at an instant of a kind of delivery. */
  arm(instant, kind) {
    return this.ask(`arm ${instant} ${kind}`, 'armed');
  }

  /** Imports all that the host has, and reads the rows. */
  async rows() {
    return JSON.parse(await this.ask('rows', 'rows'));
  }

  async import(chat) {
    return JSON.parse(await this.ask(`import ${chat}`, 'imported'));
  }

  /** Recovers the file of a message. */
  async recover(chat, id) {
    return JSON.parse(await this.ask(`recover ${chat} ${id}`, 'recovered'));
  }

  async setAside() {
    return JSON.parse(await this.ask('set-aside', 'set-aside'));
  }

  /** Kills the host, wherever it is; it is started again. */
  kill() {
    this.#child.kill('SIGKILL');
  }

  get pid() {
    return this.#child.pid;
  }

  /** Where it listens itself. */
  get address() {
    return this.#address;
  }

  /** Kills the host, and leaves it down until it is brought up. */
  async bringDown() {
    this.#isDown = true;
    this.kill();
    await once(this.#child, 'exit');
  }

  bringUp() {
    this.#isDown = false;
    return (this.#starting = this.#start());
  }

  /** Waits for the start after a death. */
  waitUntilUp() {
    return this.#starting;
  }

  /** It is the host that checks. */
  isGenuine() {
    return true;
  }

  /** What the receiver would have stored, the host stores. */
  async answer(request, body) {
    try {
      this.last = { request, body };
      const { host, connection, 'content-length': length, ...headers } = request.headers;
      const response = await fetch(new URL(request.url, this.#address), { method: request.method, headers, body });
      return { status: response.status, retryAfter: response.headers.get('retry-after') ?? undefined };
    } catch {
      return undefined;
    }
  }

  async #start() {
    const program = this.#builds.map(kind => join(root, 'artifacts/bin/HistoryImport.BridgeHost', kind, 'HistoryImport.BridgeHost')).find(existsSync);
    if (!program) throw new Error(`Build tests/HistoryImport.BridgeHost first (${this.#builds.join(' or ')}): dotnet build tests/HistoryImport.BridgeHost`);
    const child = spawn(program, [join(this.folder, 'history.db'), keys.toHost, keys.fromHost, `${this.#media.port}`, this.#media.fingerprint], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#child = child;
    child.stdin.on('error', () => {});
    createInterface({ input: child.stdout }).on('line', line => {
      const space = line.indexOf(' ');
      this.#told.emit(line.slice(0, space), line.slice(space + 1));
    });
    child.once('exit', () => {
      if (this.#isClosing) return;
      this.deaths++;
      this.#address = undefined;
      if (!this.#isDown) this.#starting = this.#start();
    });
    [this.#address] = await once(this.#told, 'listening', { signal: AbortSignal.timeout(60_000) });
  }
}
