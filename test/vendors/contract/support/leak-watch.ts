import type { Logger } from 'pino';
import type { VendorHttp } from '../../../../platform/http/vendor-http.ts';
import { isSecretName } from '../../../../platform/http/redact.ts';
import { createLogger } from '../../../../platform/log/logger.ts';

/** Shorter texts would be found by chance. */
const SHORTEST_SECRET = 8;

/** Forms of an address that no line and no message may have. */
const ADDRESSES: readonly RegExp[] = [/\b127\.0\.0\.1\b/, /\blocalhost\b/, /\bhttps?:\/\//];

/** Collects every log line and every error message of a bench, and the secrets that may stand in none of them. */
export class LeakWatch {
  readonly lines: string[] = [];
  readonly messages: string[] = [];
  readonly log: Logger = createLogger({ level: 'trace', destination: { write: (line) => void this.lines.push(line) } });
  readonly #secrets = new Set<string>();

  /** Every value of the credentials that has the name of a secret. */
  guardCredentials(credentials: unknown): void {
    if (typeof credentials !== 'object' || credentials === null) return;
    for (const [name, value] of Object.entries(credentials)) {
      if (isSecretName(name)) this.#guard(value);
      else this.guardCredentials(value);
    }
  }

  /** The same client, with the tokens that go out in its headers guarded. */
  guardHttp(http: VendorHttp): VendorHttp {
    return {
      send: (request) => {
        for (const [name, value] of Object.entries(request.headers ?? {})) {
          if (isSecretName(name)) this.#guard(value.replace(/^\w+ /, ''));
        }
        return http.send(request);
      },
    };
  }

  /** Keeps what an error says, and logs it as a run of the sync does. */
  caught(error: unknown): void {
    if (error instanceof Error) this.messages.push(error.message);
    this.log.warn({ err: error }, 'a feed could not be read');
  }

  /** Lines and messages with a secret or an address in them. */
  leaks(): string[] {
    const told = [...this.lines, ...this.messages];
    return told.filter(
      (text) =>
        [...this.#secrets].some((secret) => text.includes(secret)) || ADDRESSES.some((pattern) => pattern.test(text)),
    );
  }

  #guard(value: unknown): void {
    if (typeof value === 'string' && value.length >= SHORTEST_SECRET) this.#secrets.add(value);
  }
}
