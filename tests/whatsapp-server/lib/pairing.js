import { hmacSign, proto } from 'baileys';

const device = 7;

/** How the device becomes the phone's: a QR code that somebody scans, and an identity that the phone signs. */
export class Pairing {
  #phone;
  #lid;
  #session = null;

  constructor(phone, lid) {
    this.#phone = phone;
    this.#lid = lid;
  }

  get deviceJid() {
    return this.#phone.jid.replace('@', `:${device}@`);
  }

  get deviceLid() {
    return this.#lid.replace('@', `:${device}@`);
  }

  begin(session) {
    this.#session = session;
  }

  /** What a person does with the code that the device shows. */
  scan(qr) {
    const [, , identity, secret] = (qr.split('#')[1] ?? qr).split(',');
    const details = proto.ADVDeviceIdentity.encode({ rawId: 1, timestamp: Math.floor(Date.now() / 1000), keyIndex: 1, accountType: 0, deviceType: 0 }).finish();
    const accountSignature = this.#phone.sign(Buffer.concat([Buffer.from([6, 0]), details, Buffer.from(identity, 'base64')]));
    const signed = proto.ADVSignedDeviceIdentity.encode({ details, accountSignatureKey: this.#phone.creds.signedIdentityKey.public, accountSignature }).finish();
    const hmac = hmacSign(signed, Buffer.from(secret, 'base64'));
    this.#session.paired([
      { tag: 'device-identity', attrs: {}, content: proto.ADVSignedDeviceIdentityHMAC.encode({ details: signed, hmac }).finish() },
      { tag: 'device', attrs: { jid: this.deviceJid, lid: this.deviceLid } },
      { tag: 'platform', attrs: { name: 'android' } },
    ]);
  }
}
