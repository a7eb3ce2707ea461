// Every kind of content that baileys' protocol can express: { message, kind, body, media }.
// message is what goes over the wire, the rest is what an import has to make of it.
import { SPECIAL_BODIES } from './text.mjs';

const TIME = 1_690_000_000;

/** What all downloadable media share on the wire. */
function file(w, mimetype, size) {
  const { rng } = w;
  const path = `/v/t62.7118-24/${rng.digits(8)}_n.enc`;
  return {
    url: `https://mmg.whatsapp.net${path}?ccb=11-4&mms3=true`,
    directPath: path,
    mimetype,
    fileSha256: rng.bytes(32),
    fileEncSha256: rng.bytes(32),
    mediaKey: rng.bytes(32),
    mediaKeyTimestamp: TIME + rng.int(1_000_000),
    // beyond 32 bits, now and then: the low word alone is a lie
    fileLength: size ?? (rng.chance(0.05) ? 5_000_000_000 + rng.int(1000) : rng.between(200, 9_000_000))
  };
}

function descriptor(wire) {
  return {
    mimetype: wire.mimetype ?? null,
    fileName: wire.fileName ?? null,
    size: wire.fileLength ?? null,
    sha256: wire.fileSha256 ? wire.fileSha256.toString('base64') : null,
    seconds: wire.seconds ?? null,
    width: wire.width ?? null,
    height: wire.height ?? null
  };
}

const thumbnail = (w) => (w.rng.chance(0.3) ? { jpegThumbnail: w.rng.bytes(24) } : {});
const sizes = (w) => ({ width: w.rng.between(64, 4096), height: w.rng.between(64, 4096) });
const caption = (w) => (w.rng.chance(0.6) ? { caption: w.text.body() } : {});

/** What a message says about the one it answers. Nothing in it is the body. */
function contextInfo(w) {
  if (!w.rng.chance(0.2)) return {};
  return {
    contextInfo: {
      stanzaId: w.id(),
      participant: w.rng.pick(['5511987650000@s.whatsapp.net', '987654321098765@lid']),
      quotedMessage: { conversation: 'quoted, not said' },
      mentionedJid: ['5511987650001@s.whatsapp.net'],
      isForwarded: true,
      forwardingScore: 2,
      expiration: 604800
    }
  };
}

const plain = (kind, body, message) => ({ kind, body, message, media: null });

function media(kind, field, wire) {
  return { kind, body: wire.caption ?? '', message: { [field]: wire }, media: descriptor(wire) };
}

const imageWire = (w) => ({ ...file(w, 'image/jpeg'), ...sizes(w), ...caption(w), ...thumbnail(w), ...contextInfo(w) });
const videoWire = (w) => ({ ...file(w, 'video/mp4'), ...sizes(w), ...caption(w), ...thumbnail(w), seconds: w.rng.between(1, 600) });
const stickerWire = (w) => ({ ...file(w, 'image/webp'), width: 512, height: 512, isAnimated: w.rng.chance(0.5) });
const pollWire = (w, name) => ({ name, encKey: w.rng.bytes(32), options: [{ optionName: 'yes' }, { optionName: 'no' }], selectableOptionsCount: 1, ...contextInfo(w) });
const note = (w, body) => (w.rng.chance(0.5) ? { conversation: body } : { extendedTextMessage: { text: body } });
const buttons = [{ buttonId: 'b1', buttonText: { displayText: 'Not the body' }, type: 1 }];

function documentWire(w, extra) {
  // the thumbnail has a size, the document has none
  return { ...file(w, 'application/pdf'), title: 'Title of the document', pageCount: 3, thumbnailWidth: 480, thumbnailHeight: 640, ...thumbnail(w), ...extra };
}

function named(build) {
  return (w) => {
    const body = w.text.body();
    const [kind, message] = build(w, body);
    return plain(kind, body, message);
  };
}

export const CONTENT = {
  conversation: named((w, body) => ['text', { conversation: body }]),
  conversationSpecial: (w) => {
    const body = w.rng.pick(SPECIAL_BODIES);
    return plain('text', body, { conversation: body });
  },
  // NUL cannot be stored everywhere, so decoding replaces it, and says so
  conversationNul: (w) => plain('text', 'before\ufffdafter', { conversation: w.mayBeInvalid ? 'before\0after' : 'before\ufffdafter' }),
  extendedText: named((w, body) => ['text', { extendedTextMessage: { text: body, ...contextInfo(w) } }]),
  extendedTextPreview: named((w, body) => ['text', {
    extendedTextMessage: { text: body, matchedText: 'https://example.com/', title: 'Preview title', description: 'Preview text', textArgb: 4294967295, previewType: 0, ...thumbnail(w) }
  }]),
  withKeyDistribution: named((w, body) => ['text', {
    senderKeyDistributionMessage: { groupId: '120363012345678901@g.us', axolotlSenderKeyDistributionMessage: w.rng.bytes(16) },
    messageContextInfo: { messageSecret: w.rng.bytes(32), deviceListMetadataVersion: 2 },
    conversation: body
  }]),

  image: (w) => media('image', 'imageMessage', imageWire(w)),
  // a view-once message whose media never reached this device
  imageBare: () => ({ kind: 'image', body: '', message: { viewOnceMessageV2: { message: { imageMessage: { viewOnce: true } } } }, media: descriptor({}) }),
  video: (w) => media('video', 'videoMessage', videoWire(w)),
  gif: (w) => media('video', 'videoMessage', { ...videoWire(w), gifPlayback: true, gifAttribution: 2 }),
  videoNote: (w) => media('video-note', 'ptvMessage', videoWire(w)),
  voice: (w) => media('voice', 'audioMessage', { ...file(w, 'audio/ogg; codecs=opus'), seconds: w.rng.between(1, 300), ptt: true, waveform: w.rng.bytes(16) }),
  audio: (w) => media('audio', 'audioMessage', { ...file(w, 'audio/mpeg'), seconds: w.rng.between(1, 3000), ...(w.rng.chance(0.5) ? { ptt: false } : {}) }),
  document: (w) => {
    const wire = documentWire(w, { fileName: `${w.text.words(2)}.pdf`, ...caption(w) });
    return { ...media('document', 'documentMessage', wire), body: wire.caption ?? wire.fileName };
  },
  documentWithCaption: (w) => {
    const wire = documentWire(w, { fileName: 'Résumé – final.pdf', caption: w.text.body() });
    return { ...media('document', 'documentMessage', wire), message: { documentWithCaptionMessage: { message: { documentMessage: wire } } } };
  },
  sticker: (w) => media('sticker', 'stickerMessage', stickerWire(w)),
  lottieSticker: (w) => {
    const wire = { ...stickerWire(w), mimetype: 'application/was', isLottie: true };
    return { ...media('sticker', 'stickerMessage', wire), message: { lottieStickerMessage: { message: { stickerMessage: wire } } } };
  },
  stickerPack: named((w, body) => ['sticker', {
    stickerPackMessage: {
      stickerPackId: w.id(), name: body, publisher: 'Somebody', caption: 'not the body', fileLength: 12345, fileSha256: w.rng.bytes(32),
      stickers: [{ fileName: 'a.webp', emojis: ['😀'], mimetype: 'image/webp' }], stickerPackSize: 99
    }
  }]),

  location: named((w, body) => ['location', { locationMessage: { degreesLatitude: -23.55052, degreesLongitude: -46.633308, name: body, address: 'Somewhere 1', ...thumbnail(w) } }]),
  locationAddress: named((w, body) => ['location', { locationMessage: { degreesLatitude: 52.5, degreesLongitude: 13.4, address: body } }]),
  locationBare: () => plain('location', '', { locationMessage: { degreesLatitude: 0.25, degreesLongitude: -0.5 } }),
  liveLocation: named((w, body) => ['live-location', { liveLocationMessage: { degreesLatitude: 1.5, degreesLongitude: 2.5, caption: body, sequenceNumber: 1690000000123456, accuracyInMeters: 12 } }]),
  liveLocationBare: () => plain('live-location', '', { liveLocationMessage: { degreesLatitude: 1.5, degreesLongitude: 2.5, sequenceNumber: 7 } }),
  contact: named((w, body) => ['contact', { contactMessage: { displayName: body, vcard: 'BEGIN:VCARD\nVERSION:3.0\nFN:Somebody\nEND:VCARD' } }]),
  contacts: named((w, body) => ['contact', { contactsArrayMessage: { displayName: body, contacts: [{ displayName: 'One', vcard: 'BEGIN:VCARD\nEND:VCARD' }, { displayName: 'Two' }] } }]),

  poll: named((w, body) => ['poll', { pollCreationMessage: pollWire(w, body) }]),
  pollV2: named((w, body) => ['poll', { pollCreationMessageV2: pollWire(w, body) }]),
  pollV3: named((w, body) => ['poll', { pollCreationMessageV3: pollWire(w, body) }]),
  pollV4: named((w, body) => ['poll', { pollCreationMessageV4: { message: { pollCreationMessageV3: pollWire(w, body) } } }]),
  pollV5: named((w, body) => ['poll', { pollCreationMessageV5: pollWire(w, body) }]),
  pollResult: named((w, body) => ['poll', { pollResultSnapshotMessage: { name: body, pollVotes: [{ optionName: 'yes', optionVoteCount: 3 }] } }]),
  pollResultV3: named((w, body) => ['poll', { pollResultSnapshotMessageV3: { name: body, pollVotes: [{ optionName: 'yes', optionVoteCount: 3 }] } }]),
  event: named((w, body) => ['event', { eventMessage: { name: body, description: 'not the body', startTime: 1760000000, location: { degreesLatitude: 1, degreesLongitude: 2, name: 'Hall' } } }]),
  groupInvite: named((w, body) => ['invite', { groupInviteMessage: { groupJid: '120363012345678901@g.us', inviteCode: 'abc', inviteExpiration: 1760000000, groupName: 'Group', caption: body } }]),
  newsletterAdminInvite: named((w, body) => ['invite', { newsletterAdminInviteMessage: { newsletterJid: '120363144038483540@newsletter', newsletterName: 'Channel', caption: body } }]),
  newsletterFollowerInvite: named((w, body) => ['invite', { newsletterFollowerInviteMessageV2: { newsletterJid: '120363144038483540@newsletter', newsletterName: 'Channel', caption: body } }]),

  buttons: named((w, body) => ['interactive', { buttonsMessage: { text: 'Header', contentText: body, footerText: 'Footer', headerType: 2, buttons } }]),
  // the header's picture does not make it an image
  buttonsWithImage: named((w, body) => ['interactive', { buttonsMessage: { imageMessage: imageWire(w), contentText: body, headerType: 4, buttons } }]),
  list: named((w, body) => ['interactive', { listMessage: { title: 'Title', description: body, buttonText: 'Open', listType: 1, sections: [{ title: 'S', rows: [{ title: 'R', rowId: 'r1' }] }] } }]),
  template: named((w, body) => {
    const hydrated = { hydratedContentText: body, hydratedTitleText: 'Title', hydratedFooterText: 'Footer', templateId: '1' };
    // phones send the same template under both fields
    return ['interactive', { templateMessage: { hydratedTemplate: hydrated, hydratedFourRowTemplate: hydrated } }];
  }),
  templateHydrated: named((w, body) => ['interactive', { templateMessage: { hydratedTemplate: { hydratedContentText: body, imageMessage: imageWire(w) } } }]),
  templateFourRow: named((w, body) => ['interactive', { templateMessage: { hydratedFourRowTemplate: { hydratedContentText: body } } }]),
  templateInteractive: named((w, body) => ['interactive', { templateMessage: { interactiveMessageTemplate: { body: { text: body }, footer: { text: 'Footer' } } } }]),
  structured: named((w, body) => ['interactive', { highlyStructuredMessage: { namespace: 'n', elementName: 'e', params: ['1'], hydratedHsm: { hydratedTemplate: { hydratedContentText: body } } } }]),
  structuredBare: () => plain('interactive', '', { highlyStructuredMessage: { namespace: 'n', elementName: 'e', params: ['1', '2'] } }),
  interactive: named((w, body) => ['interactive', {
    interactiveMessage: { header: { title: 'Title', hasMediaAttachment: false }, body: { text: body }, footer: { text: 'Footer' }, nativeFlowMessage: { buttons: [{ name: 'cta_url', buttonParamsJson: '{}' }], messageVersion: 1 } }
  }]),
  interactiveShop: named((w, body) => ['interactive', { interactiveMessage: { body: { text: body }, shopStorefrontMessage: { id: '1', surface: 3 } } }]),
  interactiveCarousel: named((w, body) => ['interactive', { interactiveMessage: { body: { text: body }, carouselMessage: { cards: [{ header: { imageMessage: imageWire(w) }, body: { text: 'card' } }] } } }]),
  buttonsReply: named((w, body) => ['interactive-reply', { buttonsResponseMessage: { selectedButtonId: 'b1', selectedDisplayText: body, type: 1 } }]),
  templateReply: named((w, body) => ['interactive-reply', { templateButtonReplyMessage: { selectedId: 'b1', selectedDisplayText: body, selectedIndex: 1 } }]),
  listReply: named((w, body) => ['interactive-reply', { listResponseMessage: { title: body, listType: 1, singleSelectReply: { selectedRowId: 'r1' }, description: 'not the body' } }]),
  interactiveReply: named((w, body) => ['interactive-reply', { interactiveResponseMessage: { body: { text: body, format: 1 }, nativeFlowResponseMessage: { name: 'flow', paramsJson: '{"a":1}', version: 3 } } }]),

  product: named((w, body) => ['commerce', { productMessage: { product: { title: body, productId: 'p', priceAmount1000: 1990000, currencyCode: 'BRL', productImage: imageWire(w) }, body: 'not the body', businessOwnerJid: '5511987650000@s.whatsapp.net' } }]),
  order: named((w, body) => ['commerce', { orderMessage: { orderId: 'o', itemCount: 2, message: body, orderTitle: 'not the body', totalAmount1000: 5000000000 } }]),
  orderTitle: named((w, body) => ['commerce', { orderMessage: { orderId: 'o', itemCount: 2, orderTitle: body, status: 1, surface: 1 } }]),
  invoice: named((w, body) => ['commerce', { invoiceMessage: { note: body, token: 't', attachmentType: 1, attachmentMimetype: 'application/pdf' } }]),
  sendPayment: named((w, body) => ['commerce', { sendPaymentMessage: { noteMessage: note(w, body), transactionData: 'x' } }]),
  requestPayment: named((w, body) => ['commerce', { requestPaymentMessage: { noteMessage: note(w, body), currencyCodeIso4217: 'BRL', amount1000: 100000, requestFrom: '5511987650000@s.whatsapp.net' } }]),
  declinePayment: (w) => plain('commerce', '', { declinePaymentRequestMessage: { key: { id: w.id() } } }),
  cancelPayment: (w) => plain('commerce', '', { cancelPaymentRequestMessage: { key: { id: w.id() } } }),
  paymentInvite: () => plain('commerce', '', { paymentInviteMessage: { serviceType: 3, expiryTimestamp: 1760000000 } }),

  comment: named((w, body) => ['text', { commentMessage: { message: { extendedTextMessage: { text: body } }, targetMessageKey: { id: w.id() } } }]),
  commentImage: (w) => {
    const wire = imageWire(w);
    return { ...media('image', 'imageMessage', wire), message: { commentMessage: { message: { imageMessage: wire }, targetMessageKey: { id: w.id() } } } };
  },
  associatedChild: (w) => {
    const wire = imageWire(w);
    return {
      ...media('image', 'imageMessage', wire),
      message: { associatedChildMessage: { message: { imageMessage: wire, messageContextInfo: { messageAssociation: { associationType: 10, parentMessageKey: { id: w.id() } } } } } }
    };
  }
};

/** Newer ways to say a text. */
const NEWER_TEXTS = {
  richResponse: () => ['said by a machine', { richResponseMessage: { messageType: 1, submessages: [{ messageText: 'said by a machine' }] } }],
  statusQuestionAnswer: (w) => ['answer', { statusQuestionAnswerMessage: { key: { id: w.id() }, text: 'answer' } }],
  questionResponse: (w) => ['response', { questionResponseMessage: { key: { id: w.id() }, text: 'response' } }],
  statusQuoted: () => ['quoted', { statusQuotedMessage: { type: 1, text: 'quoted' } }]
};

for (const [name, build] of Object.entries(NEWER_TEXTS)) {
  CONTENT[name] = (w) => {
    const [body, message] = build(w);
    return plain('text', body, message);
  };
}

/** Content without a kind of its own: kept, without a body. */
export const UNSUPPORTED = {
  // what a client makes of content that it does not know
  empty: () => ({}),
  emptyInWrapper: () => ({ ephemeralMessage: { message: {} } }),
  placeholder: () => ({ placeholderMessage: { type: 0 } }),
  statusNotification: (w) => ({ statusNotificationMessage: { type: 1, originalMessageKey: { id: w.id() } } }),
  statusSticker: (w) => ({ statusStickerInteractionMessage: { key: { id: w.id() }, stickerKey: 'k', type: 1 } })
};

for (const [name, build] of Object.entries(UNSUPPORTED)) CONTENT[name] = (w) => plain('unsupported', '', build(w));

/** How often each occurs in ordinary traffic; what is not listed occurs rarely. */
const COMMON = [...Array(40).fill('conversation'), ...Array(20).fill('extendedText'), ...Array(8).fill('image'), 'extendedTextPreview', 'video', 'voice', 'voice', 'voice', 'audio', 'document', 'document', 'sticker', 'sticker', 'location', 'contact', 'poll', 'withKeyDistribution'];
const ALL = Object.keys(CONTENT);

export function anyContent(w) {
  return CONTENT[w.rng.pick(w.rng.chance(0.9) ? COMMON : ALL)](w);
}

export function textContent(w) {
  return CONTENT[w.rng.pick(['conversation', 'extendedText'])](w);
}
