import { post } from './api.js';
import { $ } from './dom.js';
import { number, say } from './texts.js';
import { openTicket } from './tickets.js';

/** What the demo's phone does. A real desk has none of it. */
export function watchPhone() {
  let isOffline = false;
  $('mood').addEventListener('change', async ({ target }) => {
    if ((target.value === 'offline') !== isOffline) {
      isOffline = target.value === 'offline';
      await post('/api/phone', { do: isOffline ? 'offline' : 'online' });
    }
    if (!isOffline) await post('/api/phone', { do: 'mood', mood: target.value });
  });
  $('say').addEventListener('click', () =>
    post('/api/phone', { do: 'say', from: openTicket()?.jid.endsWith('@s.whatsapp.net') ? openTicket().jid : '5511900000101@s.whatsapp.net', text: `Oi! ${new Date().toLocaleTimeString()}` }));
  $('replay').addEventListener('click', async () => {
    const { inserted } = await post('/api/replay');
    $('told').textContent = say('replayed', number(inserted));
  });
}
