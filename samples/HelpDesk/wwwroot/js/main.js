import { ask, post } from './api.js';
import { $ } from './dom.js';
import { forgetLines, showLines } from './lines.js';
import { watchPhone } from './phone.js';
import { readEnds, showConversation, showTickets, watchTickets } from './tickets.js';
import { say, toggleLanguage, translate } from './texts.js';

let changes;
let turn = Promise.resolve();

// One after the other: an answer that is late must not replace a newer one.
const refresh = () => (turn = turn.then(async () => {
  await showLines();
  await showTickets();
  await showConversation();
}).catch(error => {
  if (error.status === 401) return enter(false);
  console.error(error);
}));

function enter(isIn) {
  $('entrance').hidden = isIn;
  $('desk').hidden = $('logout').hidden = !isIn;
  changes?.close();
  if (!isIn) return forgetLines();
  changes = new EventSource('/api/changes');
  changes.addEventListener('change', refresh);
  return readEnds().then(refresh);
}

$('login').addEventListener('submit', async event => {
  event.preventDefault();
  const { user, password } = Object.fromEntries(new FormData(event.target));
  try {
    await post('/api/login', { user, password });
    $('refused').textContent = '';
    await enter(true);
  } catch {
    $('refused').textContent = say('refused');
  }
});
$('logout').addEventListener('click', async () => {
  await post('/api/logout');
  enter(false);
});
$('language').addEventListener('click', async () => {
  toggleLanguage();
  translate();
  if (!$('desk').hidden) {
    await readEnds();
    await refresh();
  }
});

translate();
watchTickets();
watchPhone();
await ask('/api/me').then(({ isIn }) => enter(isIn));
