import { createHash } from 'node:crypto';
import { aesDecryptGCM, aesEncryptGCM, Curve, hkdf, NOISE_MODE, proto } from 'baileys';

const empty = Buffer.alloc(0);

/** The server's side of Noise_XX_25519_AESGCM_SHA256, and the frames before and after it. */
export class Noise {
  #root;
  #ephemeral = Curve.generateKeyPair();
  #static = Curve.generateKeyPair();
  #hash = Buffer.from(NOISE_MODE);
  #salt = this.#hash;
  #key = this.#hash;
  #count = 0;
  #received = empty;
  #read = null;
  #write = null;

  /** What the next frame is: `intro`, `hello`, `finish` or `open`. */
  state = 'intro';

  /** Which dictionary of binary XML the client speaks, once it has told. */
  dictionary = 0;

  /** @param root the key pair that stands for WhatsApp's own */
  constructor(root) {
    this.#root = root;
  }

  /** The frames that are whole by now. */
  *frames(data) {
    this.#received = Buffer.concat([this.#received, data]);
    if (this.state === 'intro' && !this.#intro()) return;
    while (this.#received.length >= 3) {
      const end = 3 + this.#received.readUIntBE(0, 3);
      if (this.#received.length < end) return;
      const frame = this.#received.subarray(3, end);
      this.#received = this.#received.subarray(end);
      yield frame;
    }
  }

  /** Answers the client's hello. */
  hello(frame) {
    const theirs = proto.HandshakeMessage.decode(frame).clientHello.ephemeral;
    this.#mixHash(theirs);
    this.#mixHash(this.#ephemeral.public);
    this.#mixKey(Curve.sharedKey(this.#ephemeral.private, theirs));
    const encryptedStatic = this.#encrypt(this.#static.public);
    this.#mixKey(Curve.sharedKey(this.#static.private, theirs));
    const payload = this.#encrypt(this.#certificates());
    this.state = 'finish';
    return framed(proto.HandshakeMessage.encode({ serverHello: { ephemeral: this.#ephemeral.public, static: encryptedStatic, payload } }).finish());
  }

  /** Ends the handshake, and returns what the client says of itself. */
  finish(frame) {
    const { clientFinish } = proto.HandshakeMessage.decode(frame);
    this.#mixKey(Curve.sharedKey(this.#ephemeral.private, this.#decrypt(clientFinish.static)));
    const payload = proto.ClientPayload.decode(this.#decrypt(clientFinish.payload));
    const keys = Buffer.from(hkdf(empty, 64, { salt: this.#salt, info: '' }));
    this.#read = { key: keys.subarray(0, 32), count: 0 };
    this.#write = { key: keys.subarray(32), count: 0 };
    this.state = 'open';
    return payload;
  }

  seal(bytes) {
    return framed(aesEncryptGCM(bytes, this.#write.key, nonce(this.#write.count++), empty));
  }

  open(frame) {
    return aesDecryptGCM(frame, this.#read.key, nonce(this.#read.count++), empty);
  }

  /** Before the first frame: a routing hint, if the client has one, and four bytes of version. */
  #intro() {
    const hint = this.#received.subarray(0, 2).toString() === 'ED';
    const skip = !hint ? 0 : this.#received.length < 7 ? Infinity : 7 + this.#received.readUIntBE(4, 3);
    if (this.#received.length < skip + 4) return false;
    this.#mixHash(this.#received.subarray(skip, skip + 4));
    this.dictionary = this.#received[skip + 3];
    this.#received = this.#received.subarray(skip + 4);
    this.state = 'hello';
    return true;
  }

  #certificates() {
    const { Details } = proto.CertChain.NoiseCertificate;
    const valid = { notBefore: 1, notAfter: 4_000_000_000 };
    const intermediate = Curve.generateKeyPair();
    const upper = Details.encode({ serial: 1, issuerSerial: 0, key: intermediate.public, ...valid }).finish();
    const leaf = Details.encode({ serial: 2, issuerSerial: 1, key: this.#static.public, ...valid }).finish();
    return proto.CertChain.encode({
      leaf: { details: leaf, signature: Curve.sign(intermediate.private, leaf) },
      intermediate: { details: upper, signature: Curve.sign(this.#root.private, upper) },
    }).finish();
  }

  #mixHash(bytes) {
    this.#hash = createHash('sha256').update(this.#hash).update(bytes).digest();
  }

  #mixKey(secret) {
    const keys = Buffer.from(hkdf(Buffer.from(secret), 64, { salt: this.#salt, info: '' }));
    this.#salt = keys.subarray(0, 32);
    this.#key = keys.subarray(32);
    this.#count = 0;
  }

  #encrypt(plain) {
    const sealed = aesEncryptGCM(plain, this.#key, nonce(this.#count++), this.#hash);
    this.#mixHash(sealed);
    return sealed;
  }

  #decrypt(sealed) {
    const plain = aesDecryptGCM(sealed, this.#key, nonce(this.#count++), this.#hash);
    this.#mixHash(sealed);
    return plain;
  }
}

function nonce(count) {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(count, 8);
  return bytes;
}

function framed(bytes) {
  const frame = Buffer.alloc(3 + bytes.length);
  frame.writeUIntBE(bytes.length, 0, 3);
  frame.set(bytes, 3);
  return frame;
}
