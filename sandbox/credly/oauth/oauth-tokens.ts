import { createHmac } from 'node:crypto';
import type { Scope } from '../call.ts';

/** What a token stands for. */
export interface Grant {
  readonly organizationId: string;
  readonly scopes: ReadonlySet<Scope>;
}

/** The OAuth tokens of the stand-in: opaque texts, each good for one organisation and a while. */
export class OauthTokens {
  private readonly live = new Map<string, { readonly grant: Grant; readonly expiresAt: number }>();
  private readonly now: () => number;
  private readonly key: string;
  private serial = 0;

  constructor(now: () => number, key: string) {
    this.now = now;
    this.key = key;
  }

  /** @param lifetimeMs how long the token is good */
  issue(grant: Grant, lifetimeMs: number): string {
    const now = this.now();
    for (const [token, { expiresAt }] of this.live) if (expiresAt <= now) this.live.delete(token);
    this.serial += 1;
    const token = createHmac('sha256', this.key).update(`${now}:${this.serial}`).digest('base64url');
    this.live.set(token, { grant, expiresAt: now + lifetimeMs });
    return token;
  }

  /** What the token stands for, or null when it is not ours or no longer good. */
  check(token: string): Grant | null {
    const found = this.live.get(token);
    return found && found.expiresAt > this.now() ? found.grant : null;
  }

  expireAll(): void {
    this.live.clear();
  }
}
