const texts = {
  en: {
    title: 'Desk', skip: 'To the conversation', login: 'Log in', user: 'User', password: 'Password', enter: 'Enter', logout: 'Log out', refused: 'User or password is wrong.',
    other: 'Português', lines: 'Connections', tickets: 'Tickets', noTickets: 'No conversation yet. Import a connection.', choose: 'Choose a ticket',
    older: 'Older messages', erase: 'Erase this person', eraseAsk: 'Erase everything of this person? It stays erased.', erased: 'Erased: {0} messages.',
    import: 'Import history', cancel: 'Cancel', open: 'connected', connecting: 'connecting', close: 'offline', none: 'no phone', official: 'official platform',
    received: '{0} received', counts: '{0} read, {1} new, {2} a second', back: 'back to {0}', bar: 'Import of {0}',
    phone: 'The phone (a demo)', phoneHelp: 'Invented people on this machine. No WhatsApp account is needed.', mood: 'The phone', moodAnswers: 'answers', moodSilent: 'is silent',
    moodPhoneOnly: 'keeps older messages to itself', moodOffline: 'is offline', say: 'A customer writes', replay: 'Replay official webhooks', replayed: '{0} new by the official platform.',
    load: 'Load', loadOf: 'Load: {0}', loading: 'The file is being loaded', save: 'Save the file',
    fetching: 'The phone is being asked…', edited: 'edited', deleted: 'This message was deleted.', me: 'You',
    Completed: 'Done.', CompletedWithProblems: 'Done; some messages were set aside.', NothingFound: 'There was nothing new.', Cancelled: 'Cancelled. What was brought in stays.',
    Failed: 'It could not go on: {0}', LeaseLost: 'It was interrupted. Import again.', Declined: 'The business did not agree to share its history.', Interrupted: 'It was interrupted. Import again.',
    Image: 'Photo', Video: 'Video', VideoNote: 'Video note', Voice: 'Voice message', Audio: 'Audio', Document: 'Document', Sticker: 'Sticker', Location: 'Location', LiveLocation: 'Live location',
    Contact: 'Contact', Poll: 'Poll', Event: 'Event', Invite: 'Invitation', Interactive: 'Message with buttons', InteractiveReply: 'Reply', Commerce: 'Order', Call: 'Call', System: 'Note', Unsupported: 'Message of an unknown kind',
    Pending: 'sending', Sent: 'sent', Delivered: 'delivered', Read: 'read', Played: 'played', Error: 'not sent',
  },
  'pt-BR': {
    title: 'Atendimento', skip: 'Ir para a conversa', login: 'Entrar', user: 'Usuário', password: 'Senha', enter: 'Entrar', logout: 'Sair', refused: 'Usuário ou senha incorretos.',
    other: 'English', lines: 'Conexões', tickets: 'Tickets', noTickets: 'Nenhuma conversa ainda. Importe uma conexão.', choose: 'Escolha um ticket',
    older: 'Mensagens anteriores', erase: 'Apagar esta pessoa', eraseAsk: 'Apagar tudo desta pessoa? Continuará apagado.', erased: 'Apagadas: {0} mensagens.',
    import: 'Importar histórico', cancel: 'Cancelar', open: 'conectada', connecting: 'conectando', close: 'fora do ar', none: 'sem telefone', official: 'plataforma oficial',
    received: '{0} recebidas', counts: '{0} lidas, {1} novas, {2} por segundo', back: 'até {0}', bar: 'Importação de {0}',
    phone: 'O telefone (demonstração)', phoneHelp: 'Pessoas inventadas nesta máquina. Não é preciso ter uma conta do WhatsApp.', mood: 'O telefone', moodAnswers: 'responde', moodSilent: 'não responde',
    moodPhoneOnly: 'guarda as mensagens antigas para si', moodOffline: 'está fora do ar', say: 'Um cliente escreve', replay: 'Reenviar webhooks oficiais', replayed: '{0} novas pela plataforma oficial.',
    load: 'Carregar', loadOf: 'Carregar: {0}', loading: 'O arquivo está sendo carregado', save: 'Salvar o arquivo',
    fetching: 'Consultando o telefone…', edited: 'editada', deleted: 'Esta mensagem foi apagada.', me: 'Você',
    Completed: 'Concluída.', CompletedWithProblems: 'Concluída; algumas mensagens foram separadas.', NothingFound: 'Não havia nada novo.', Cancelled: 'Cancelada. O que foi trazido fica.',
    Failed: 'Não foi possível continuar: {0}', LeaseLost: 'Foi interrompida. Importe de novo.', Declined: 'A empresa não concordou em compartilhar o histórico.', Interrupted: 'Foi interrompida. Importe de novo.',
    Image: 'Foto', Video: 'Vídeo', VideoNote: 'Recado em vídeo', Voice: 'Mensagem de voz', Audio: 'Áudio', Document: 'Documento', Sticker: 'Figurinha', Location: 'Localização', LiveLocation: 'Localização em tempo real',
    Contact: 'Contato', Poll: 'Enquete', Event: 'Evento', Invite: 'Convite', Interactive: 'Mensagem com botões', InteractiveReply: 'Resposta', Commerce: 'Pedido', Call: 'Chamada', System: 'Nota', Unsupported: 'Mensagem de tipo desconhecido',
    Pending: 'enviando', Sent: 'enviada', Delivered: 'entregue', Read: 'lida', Played: 'ouvida', Error: 'não enviada',
  },
};

export let language = localStorage.getItem('language') ?? (navigator.language.startsWith('pt') ? 'pt-BR' : 'en');

export function say(key, ...values) {
  return (texts[language][key] ?? key).replace(/\{(\d)\}/g, (_, i) => values[i]);
}

export function toggleLanguage() {
  language = language === 'en' ? 'pt-BR' : 'en';
  localStorage.setItem('language', language);
}

/** Writes the texts of the page. */
export function translate() {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll('[data-text]')) element.textContent = say(element.dataset.text);
  document.getElementById('language').textContent = say('other');
}

export const number = value => new Intl.NumberFormat(language).format(value);
export const day = value => new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(new Date(value));
export const moment = value => new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'short' }).format(new Date(value));
