import { bill, box } from './pictures.mjs';

// What became of a picture, one after the other: the servers have it; they no longer have it, but the phone does; neither has it; the servers give something else.
const fates = ['there', 'expired', 'gone', 'damaged'];

/** Gives the messages that a phone pushes their files, of every fate. Pictures of one fate in a chat are the same one, forwarded. */
export async function giveFiles(chats, { cdn, phone: { media } }) {
  const paper = await cdn.upload(bill, 'document');
  for (const [number, { recent }] of chats.entries()) {
    const pictures = new Map();
    let count = 0;
    for (const { key: { id }, message } of recent) {
      if (message.documentMessage) {
        Object.assign(message.documentMessage, paper);
        media.keep(id, paper);
      }
      if (!message.imageMessage) continue;
      const fate = fates[count++ % fates.length];
      if (!pictures.has(fate)) pictures.set(fate, await upload(cdn, number + fates.indexOf(fate), fate));
      const said = pictures.get(fate);
      Object.assign(message.imageMessage, said, { mimetype: 'image/png', jpegThumbnail: box(number + fates.indexOf(fate), 2) });
      if (fate !== 'gone') media.keep(id, said);
    }
  }
}

async function upload(cdn, variant, fate) {
  const said = await cdn.upload(box(variant, 20), 'image');
  if (fate === 'damaged') cdn.change(said.directPath, { bytes: Buffer.alloc(cdn.read(said.directPath).length) });
  else if (fate !== 'there') cdn.change(said.directPath, { status: 410 });
  return said;
}
