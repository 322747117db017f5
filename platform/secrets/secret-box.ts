import { randomBytes } from 'node:crypto';
import { decrypt, encrypt } from './aead.ts';
import { fixedKeyRing, type KeyRing } from './key-ring.ts';
import { KEY_BYTES, type MasterKey } from './master-keys.ts';
import { SecretBoxError } from './secret-box-error.ts';

/** First word of every sealed secret; a later form gets another. */
const FORM = 'pgs1';

const SEALED = /^pgs1\.([0-9a-f]{12})\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)$/;

interface Sealed {
  readonly keyId: string;
  readonly wrappedKey: string;
  readonly body: string;
}

/** What both layers are bound to. The length keeps an owner from being written so that it reads as another. */
function bound(layer: 'key' | 'body', owner: string): Buffer {
  return Buffer.from(`${FORM}\0${layer}\0${Buffer.byteLength(owner)}\0${owner}`);
}

function read(sealed: string): Sealed {
  const match = SEALED.exec(sealed);
  const [, keyId, wrappedKey, body] = match ?? [];
  if (keyId === undefined || wrappedKey === undefined || body === undefined) {
    throw new SecretBoxError('malformed', 'expected a sealed secret, came something else');
  }
  return { keyId, wrappedKey, body };
}

const encode = (bytes: Buffer): string => bytes.toString('base64url');

/** Only the one text that the bytes have: the decoder itself passes over stray bits at the end. */
function decode(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  if (encode(bytes) !== text) throw tampered();
  return bytes;
}

/**
 * Keeps secrets in a database that others may read. Each secret is encrypted under a key of its own, and that key under
 * a master key (AES-256-GCM both), so changing the master key re-wraps small keys and touches no secret.
 *
 * Form: `pgs1.<master key id>.<wrapped key>.<encrypted secret>`, base64url. A secret is bound to its owner: copied to
 * another connection's row, it does not open.
 */
export class SecretBox {
  private readonly ring: KeyRing;

  /** @param keys at least one; the first seals, all open. A ring's may change meanwhile */
  constructor(keys: readonly MasterKey[] | KeyRing) {
    this.ring = 'current' in keys ? keys : fixedKeyRing(keys);
  }

  /** @param owner whose secret it is: the connection's id; needed again to open it */
  seal(plain: string, owner: string): string {
    const dataKey = randomBytes(KEY_BYTES);
    const body = encrypt(dataKey, Buffer.from(plain, 'utf8'), bound('body', owner));
    return this.wrap(dataKey, encode(body), owner);
  }

  /** @throws SecretBoxError */
  open(sealed: string, owner: string): string {
    const parts = read(sealed);
    const plain = decrypt(this.unwrap(parts, owner), decode(parts.body), bound('body', owner));
    if (plain === null) throw tampered();
    return plain.toString('utf8');
  }

  /**
   * Opens a secret that another process may have sealed with a key that is newer than ours: then looks for keys again,
   * and tries once more.
   * @throws SecretBoxError
   */
  async openWithLatest(sealed: string, owner: string): Promise<string> {
    if (!this.hasKeyOf(sealed)) await this.ring.refresh();
    return this.open(sealed, owner);
  }

  /** The name of the master key that seals now. */
  sealingKeyId(): string {
    return this.sealing().id;
  }

  /** The name of the master key that a secret is sealed under. @throws SecretBoxError `malformed` */
  keyIdOf(sealed: string): string {
    return read(sealed).keyId;
  }

  /** True when it was sealed under another master key than the one that seals now. */
  needsRotation(sealed: string): boolean {
    return this.keyIdOf(sealed) !== this.sealingKeyId();
  }

  /** The same secret under the master key that seals now. @throws SecretBoxError */
  rotate(sealed: string, owner: string): string {
    const parts = read(sealed);
    return this.wrap(this.unwrap(parts, owner), parts.body, owner);
  }

  private sealing(): MasterKey {
    const [first] = this.ring.current();
    if (first === undefined) throw new SecretBoxError('malformed_key', 'expected a master key, came none');
    return first;
  }

  private hasKeyOf(sealed: string): boolean {
    const { keyId } = read(sealed);
    return this.ring.current().some(({ id }) => id === keyId);
  }

  private wrap(dataKey: Buffer, body: string, owner: string): string {
    const { id, key } = this.sealing();
    return [FORM, id, encode(encrypt(key, dataKey, bound('key', owner))), body].join('.');
  }

  private unwrap(parts: Sealed, owner: string): Buffer {
    const master = this.ring.current().find(({ id }) => id === parts.keyId);
    if (master === undefined) {
      throw new SecretBoxError('unknown_key', `sealed under master key ${parts.keyId}, which is not configured`);
    }
    const dataKey = decrypt(master.key, decode(parts.wrappedKey), bound('key', owner));
    if (dataKey === null || dataKey.length !== KEY_BYTES) throw tampered();
    return dataKey;
  }
}

function tampered(): SecretBoxError {
  return new SecretBoxError('tampered', 'the sealed secret was changed, or belongs to another owner');
}
