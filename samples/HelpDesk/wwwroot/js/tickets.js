import { ask, importsOf, post } from './api.js';
import { $, make } from './dom.js';
import { lineNames } from './lines.js';
import { media } from './media.js';
import { language, moment, number, say } from './texts.js';

const page = 50;
let open = null;
let shown = 60;
let ends = {};

export async function showTickets() {
  const all = (await Promise.all(lineNames().map(async line =>
    (await ask(`/api/lines/${encodeURIComponent(line.tenant)}/${encodeURIComponent(line.name)}/conversations`)).map(one => ({ ...one, line }))))).flat();
  $('no-tickets').hidden = all.length > 0;
  const focused = document.activeElement?.dataset?.ticket;
  $('tickets').replaceChildren(...all.map(one => make('li', {}, make('button', {
    type: 'button', 'data-ticket': one.id, 'aria-current': one.id === open?.id ? 'true' : undefined, on: { click: () => choose(one) },
  }, make('span', { text: one.name ?? one.jid }), make('span', { class: 'soft', text: number(one.messages) })))));
  if (focused) document.querySelector(`[data-ticket="${CSS.escape(focused)}"]`)?.focus();
  if (open && !all.some(one => one.id === open.id)) leave();
}

export async function showConversation() {
  if (!open) return;
  const conversation = await ask(`/api/conversations/${open.id}?count=${shown}&language=${language}`).catch(error => {
    if (error.status !== 404) throw error;
    return null;
  });
  if (!conversation || conversation.id !== open?.id) return;
  $('conversation-title').textContent = conversation.name ?? conversation.jid;
  const list = $('messages');
  const isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
  const fromEnd = list.scrollHeight - list.scrollTop;
  const focused = document.activeElement?.dataset?.load;
  list.replaceChildren(...conversation.messages.map(bubble));
  if (focused) document.querySelector(`[data-load="${CSS.escape(focused)}"]`)?.focus();
  list.scrollTop = isAtEnd ? list.scrollHeight : list.scrollHeight - fromEnd;
  list.dataset.total = conversation.total;
}

export async function readEnds() {
  ends = await ask(`/api/ends?language=${language}`);
}

function bubble(message) {
  const isNote = message.kind === 'System' || message.kind === 'Call';
  const kind = message.kind === 'Text' ? '' : say(message.kind);
  const text = message.isDeleted ? say('deleted') : [kind, message.body].filter(Boolean).join(': ');
  const about = [message.fromMe ? say('me') : message.sender, message.sentAt && moment(message.sentAt), message.fromMe && message.status && say(message.status),
    message.isEdited && say('edited'), message.reactions];
  return make('li', { class: isNote ? 'note' : message.fromMe ? 'mine' : undefined, 'data-kind': message.kind }, text, ...(message.media ? [media(message, text, showConversation)] : []), make('span', { class: 'about', text: about.filter(Boolean).join(' · ') }));
}

async function choose(ticket) {
  open = ticket;
  shown = 60;
  $('messages').replaceChildren();
  $('tools').hidden = false;
  $('end').textContent = '';
  await Promise.all([showConversation(), showTickets()]);
  $('messages').scrollTop = $('messages').scrollHeight;
  $('conversation').focus();
}

function leave() {
  open = null;
  $('tools').hidden = true;
  $('messages').replaceChildren();
  $('conversation-title').textContent = say('choose');
}

/** Shows what is there already; only then is the phone asked. */
async function older() {
  const ticket = open;
  const { total } = await ask(`/api/conversations/${ticket.id}?count=1`);
  shown += page;
  if (total >= shown) return showConversation();
  const address = importsOf(ticket.line);
  $('older').disabled = true;
  $('end').textContent = say('fetching');
  await post(address, { chats: [ticket.jid], since: '2009-01-01T00:00:00Z', enoughMessages: page });
  const feed = new EventSource(`${address}/events?chat=${encodeURIComponent(ticket.jid)}`);
  const finish = status => {
    feed.close();
    $('older').disabled = false;
    if (open?.id !== ticket.id) return;
    $('end').textContent = status ? ends[status.fetchEnd] ?? say(status.outcome ?? status.state, status.reason ?? '') : '';
    showConversation();
  };
  feed.addEventListener('end', ({ data }) => finish(data && JSON.parse(data).status));
  feed.onerror = () => finish(null);
}

async function erase() {
  if (!confirm(say('eraseAsk'))) return;
  const { messages } = await post(`/api/conversations/${open.id}/erase`);
  leave();
  $('end').textContent = say('erased', number(messages));
  await showTickets();
}

export function watchTickets() {
  $('older').addEventListener('click', older);
  $('erase').addEventListener('click', erase);
}

export const openTicket = () => open;
