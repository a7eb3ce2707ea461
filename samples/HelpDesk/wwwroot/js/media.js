import { make } from './dom.js';
import { language, say } from './texts.js';

// What is being loaded in this tab, by message: how it stands, until it ends.
const loading = new Map();

/** The file of a message: the picture, or how to have it. */
export function media(message, text, changed) {
  const place = make('div', { class: 'media', 'data-file': message.id });
  fill(place, message, text, changed);
  return place;
}

function fill(place, message, text, changed) {
  const now = loading.get(message.id) ?? message.media;
  const address = `/api/messages/${message.id}/media`;
  place.dataset.state = now.state;
  if (now.state === 'Stored') {
    place.replaceChildren(now.isPicture ? make('img', { src: address, alt: text }) : make('a', { href: address, text: say('save'), download: true }));
    return;
  }
  const isLoading = loading.has(message.id);
  const parts = [];
  if (now.thumbnail) parts.push(make('img', { src: now.thumbnail, alt: '', class: 'small' }));
  if (now.mayLoad) {
    parts.push(make('button', {
      type: 'button', 'data-load': message.id, 'aria-label': say('loadOf', text), 'aria-disabled': isLoading ? 'true' : undefined, text: say('load'),
      on: { click: () => load(message, text, changed) },
    }));
  }
  if (isLoading) parts.push(make('progress', { 'aria-label': say('loading') }));
  parts.push(make('span', { class: 'soft', role: 'status', text: isLoading || now.wasAsked || !now.mayLoad ? now.sentence : '' }));
  const hadFocus = place.contains(document.activeElement);
  place.replaceChildren(...parts);
  if (hadFocus) place.querySelector('button')?.focus();
}

// Told step by step: the servers, and then the phone, may take their time.
async function load(message, text, changed) {
  if (loading.has(message.id)) return;
  const tell = now => {
    loading.set(message.id, { ...message.media, ...now });
    const place = document.querySelector(`[data-file="${CSS.escape(message.id)}"]`);
    if (place) fill(place, message, text, changed);
  };
  tell({});
  try {
    const answer = await fetch(`/api/messages/${message.id}/media?language=${language}`, { method: 'POST', headers: { 'X-Desk': '1' } });
    let rest = '';
    for (const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader(); ;) {
      const { value, done } = await reader.read();
      if (done) break;
      const events = (rest + value).split('\n\n');
      rest = events.pop();
      for (const event of events) tell(JSON.parse(event.split('\n').filter(line => line.startsWith('data: ')).map(line => line.slice(6)).join('\n')));
    }
  } finally {
    loading.delete(message.id);
    await changed();
  }
}
