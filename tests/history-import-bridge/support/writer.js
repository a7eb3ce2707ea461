// Writes its credentials again and again, until it is killed.
import * as baileys from 'baileys';
import { useAtomicAuthState } from 'history-import-bridge';

const { state, saveCreds } = await useAtomicAuthState(process.argv[2], baileys);
await saveCreds();
process.send('writing');
for (;;) {
  state.creds.accountSyncCounter++;
  await saveCreds();
}
