import { fork } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A Baileys host in a process of its own, which can be killed. */
export class HostProcess extends EventEmitter {
  #child;

  /** Everything it told so far. */
  told = [];

  constructor(options) {
    super();
    this.setMaxListeners(100);
    this.#child = fork(fileURLToPath(new URL('host.js', import.meta.url)), { env: { ...process.env, HOST: JSON.stringify(options) }, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.#child.on('message', message => {
      this.told.push(message);
      this.emit('told', message);
    });
    this.ended = new Promise(resolve => this.#child.once('exit', (code, signal) => {
      this.end = signal ?? `${code}`;
      this.emit('told', { type: 'ended' });
      resolve(this.end);
    }));
  }

  /** Waits for something it tells, or told. */
  async until(is, within = 120_000) {
    const signal = AbortSignal.timeout(within);
    for (let seen = 0; ; seen++) {
      while (seen >= this.told.length) {
        if (this.end) throw new Error(`The host ended by ${this.end} before ${is}`);
        await once(this, 'told', { signal }).catch(() => { throw new Error(`It took too long until ${is}`); });
      }
      if (is(this.told[seen])) return this.told[seen];
    }
  }

  get pid() {
    return this.#child.pid;
  }

  open() {
    return this.until(({ type, connection }) => type === 'connection' && connection === 'open');
  }

  /** Lets it kill itself at an instant. */
  async arm(instant, kind) {
    this.#child.send({ instant, kind });
    await this.until(({ type }) => type === 'armed');
  }

  async kill() {
    if (!this.end) this.#child.kill('SIGKILL');
    await this.ended;
  }
}
