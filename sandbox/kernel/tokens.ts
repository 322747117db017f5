import { createHmac } from 'node:crypto';

interface TokenOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** What tokens are derived from: the same key and times give the same tokens. */
  readonly key: string;
  /** Characters of a token; 43 when left out. */
  readonly length?: number;
}

/** Access tokens: opaque texts, each good for a while and standing for something, such as a client. */
export class Tokens<Grant> {
  private readonly live = new Map<string, { readonly grant: Grant; readonly expiresAt: number }>();
  private readonly options: TokenOptions;
  private serial = 0;

  constructor(options: TokenOptions) {
    this.options = options;
  }

  /** @param lifetimeMs how long the token is good */
  issue(grant: Grant, lifetimeMs: number): string {
    const { key, length } = this.options;
    const now = this.options.now();
    for (const [token, { expiresAt }] of this.live) if (expiresAt <= now) this.live.delete(token);
    this.serial += 1;
    const token = createHmac('sha256', key).update(`${now}:${this.serial}`).digest('base64url').slice(0, length);
    this.live.set(token, { grant, expiresAt: now + lifetimeMs });
    return token;
  }

  /** What the token stands for, or null when it is not ours or no longer good. */
  check(token: string): Grant | null {
    const found = this.live.get(token);
    return found && found.expiresAt > this.options.now() ? found.grant : null;
  }

  expireAll(): void {
    this.live.clear();
  }
}
