export { moods } from './phone.js';
export { mediaMoods } from './phoneMedia.js';
export { WhatsAppServer } from './whatsAppServer.js';
