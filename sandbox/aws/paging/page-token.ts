import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';

/** Where a list goes on. Nothing of it can be read from the token. */
export interface Position {
  /** Which query the token belongs to: a hash of the operation, the account and the filters. */
  readonly query: string;
  /** Sort key and id of the last item that was handed over; null at the beginning. */
  readonly after: readonly [key: string | number, id: string] | null;
  /** Where the page before began; for repeating it. */
  readonly before: readonly [key: string | number, id: string] | null;
  /** True when an empty page was already handed out here. */
  readonly emptied: boolean;
  /** True when the page before was already repeated here. */
  readonly repeated: boolean;
}

/** Page tokens look so in recordings [PM]. */
const PREFIX = 'AAMA-EFRS';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Makes and reads page tokens. Tokens of an earlier epoch are unknown: raising it expires all that were issued. */
export class PageTokens {
  private readonly key: Buffer;
  private epoch = 0;

  constructor(seed: number) {
    this.key = createHash('sha256').update(`${seed}:aws:page tokens`).digest();
  }

  expireAll(): void {
    this.epoch += 1;
  }

  write(position: Position): string {
    const text = JSON.stringify({ ...position, epoch: this.epoch });
    // The initial vector is made from the text, so that the same page always has the same token.
    const iv = createHash('sha256').update(text).digest().subarray(0, IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.key, iv);
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return PREFIX + Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
  }

  /** @returns null for a token that was not made here, was changed, or expired */
  read(token: string): Position | null {
    if (!token.startsWith(PREFIX)) return null;
    const bytes = Buffer.from(token.slice(PREFIX.length), 'base64url');
    if (bytes.length <= IV_BYTES + TAG_BYTES) return null;
    const decipher = createDecipheriv('aes-256-gcm', this.key, bytes.subarray(0, IV_BYTES));
    decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    try {
      const text = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
      const { epoch, ...position } = JSON.parse(text) as Position & { epoch: number };
      return epoch === this.epoch ? position : null;
    } catch {
      return null;
    }
  }
}
