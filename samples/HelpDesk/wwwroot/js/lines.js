import { ask, importsOf, post } from './api.js';
import { $, make } from './dom.js';
import { day, number, say } from './texts.js';

const rows = new Map();

/** Shows the connections, and what is imported of them, whoever asked for it. */
export async function showLines() {
  for (const line of await ask('/api/lines')) {
    if (!rows.has(line.name)) rows.set(line.name, new LineRow(line));
    await rows.get(line.name).show(line);
  }
}

export function forgetLines() {
  for (const row of rows.values()) row.close();
  rows.clear();
  $('lines').replaceChildren();
}

export const lineNames = () => [...rows.values()].map(row => row.line);

class LineRow {
  #feed;
  #status;
  #since;

  constructor(line) {
    this.line = line;
    this.title = make('strong');
    this.state = make('span', { class: 'state' });
    this.received = make('span', { class: 'soft' });
    this.bar = make('progress', { hidden: true });
    this.counts = make('p', { class: 'soft', role: 'status' });
    this.start = make('button', { type: 'button', class: 'main', on: { click: () => this.import() } });
    this.stop = make('button', { type: 'button', hidden: true, on: { click: () => ask(importsOf(this.line), { method: 'DELETE' }) } });
    $('lines').append(make('li', { 'data-line': line.name }, this.title, ' ', this.state, ' ', this.received, this.bar, this.counts, this.start, ' ', this.stop));
  }

  show(line = this.line) {
    this.line = line;
    this.title.textContent = line.title;
    this.state.textContent = say(line.phone);
    this.received.textContent = say('received', number(line.received));
    this.bar.setAttribute('aria-label', say('bar', line.title));
    this.start.textContent = say('import');
    this.start.hidden ||= line.phone === 'official';
    this.stop.textContent = say('cancel');
    this.tell();
    return this.look();
  }

  /** Follows an import that somebody else asked for. */
  async look() {
    if (this.#feed || this.line.phone === 'official') return;
    const { queued } = await ask(importsOf(this.line)); // not what runs for live messages
    if (queued.some(chats => !chats.length)) this.follow();
  }

  async import() {
    await post(importsOf(this.line), { quietPeriod: '00:00:03', fetch: false });
    this.follow();
  }

  /** Hears of the import that goes on, and how the last one ended. */
  follow() {
    this.#feed?.close();
    this.#feed = new EventSource(`${importsOf(this.line)}/events`);
    this.#feed.addEventListener('import', ({ data }) => this.tell(JSON.parse(data).status));
    this.#feed.addEventListener('end', ({ data }) => {
      this.tell(data && JSON.parse(data).status);
      this.close();
    });
    this.#feed.onerror = () => this.close();
  }

  tell(status) {
    status ??= this.#status;
    if (!status) return;
    if (status.runId !== this.#status?.runId) this.#since = performance.now();
    this.#status = status;
    const { read, inserted } = status.counts;
    const isRunning = status.state === 'Running';
    this.bar.hidden = this.stop.hidden = !isRunning;
    this.start.disabled = isRunning;
    this.bar.max = Math.max(this.line.received, read, 1);
    this.bar.value = read;
    const seconds = Math.max((performance.now() - this.#since) / 1000, 1);
    const said = [say('counts', number(read), number(inserted), number(Math.round(read / seconds)))];
    if (status.oldest) said.push(say('back', day(status.oldest)));
    if (!isRunning) said.push(say(status.outcome ?? status.state, status.reason ?? ''));
    this.counts.textContent = said.join(' · ');
  }

  close() {
    this.#feed?.close();
    this.#feed = undefined;
  }
}
