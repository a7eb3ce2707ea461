export { moods } from './phone.js';
export { WhatsAppServer } from './whatsAppServer.js';
