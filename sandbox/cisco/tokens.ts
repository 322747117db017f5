import { createHmac } from 'node:crypto';

/** The access tokens of the stand-in: opaque texts, each good for one client and a while. */
export class Tokens {
  private readonly live = new Map<string, { readonly partner: number; readonly expiresAt: number }>();
  private readonly now: () => number;
  private readonly key: string;
  private serial = 0;

  constructor(now: () => number, key: string) {
    this.now = now;
    this.key = key;
  }

  /** @param lifetimeMs how long the token is good */
  issue(partner: number, lifetimeMs: number): string {
    const now = this.now();
    for (const [token, { expiresAt }] of this.live) if (expiresAt <= now) this.live.delete(token);
    this.serial += 1;
    const token = createHmac('sha256', this.key).update(`${now}:${this.serial}`).digest('base64url');
    this.live.set(token, { partner, expiresAt: now + lifetimeMs });
    return token;
  }

  /** The partner whose token it is, or null when it is not ours or no longer good. */
  check(token: string): number | null {
    const found = this.live.get(token);
    return found && found.expiresAt > this.now() ? found.partner : null;
  }

  expireAll(): void {
    this.live.clear();
  }
}
