import { isSigned, signText } from '../common/seeded.ts';
import { parseInstant, wholeSeconds } from '../common/time.ts';
import type { MicrosoftSettings } from '../options.ts';

/** Mount of the stand-in in the sandbox's address space. */
const MOUNT = '/microsoft';

/** Pre-signed download links: whoever has one may read until it expires, without a token. */
export class BlobLinks {
  private readonly settings: MicrosoftSettings;

  constructor(settings: MicrosoftSettings) {
    this.settings = settings;
  }

  /**
   * A link to a file.
   * @param origin where the client reached the sandbox
   * @param path path below the mount: `/blob/payouts/…/….zip`
   */
  sign(origin: string, path: string): string {
    const expires = wholeSeconds(this.settings.now() + this.settings.linkLifetimeMs);
    const query = new URLSearchParams({ sp: 'r', se: expires, sig: this.signature(path, expires) });
    return `${origin}${MOUNT}${path}?${query.toString()}`;
  }

  /** Whether the query of a download carries a signature of this path that is still good. */
  isGood(path: string, query: URLSearchParams): boolean {
    const expires = query.get('se') ?? '';
    if (!isSigned(this.key(), `${path}\n${expires}`, query.get('sig') ?? '')) return false;
    return (parseInstant(expires) ?? 0) > this.settings.now();
  }

  private signature(path: string, expires: string): string {
    return signText(this.key(), `${path}\n${expires}`);
  }

  private key(): string {
    return `blob:${this.settings.seed}`;
  }
}
