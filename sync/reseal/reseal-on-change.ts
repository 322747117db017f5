import type { KeyRing } from '../../platform/secrets/key-ring.ts';
import type { Logger } from 'pino';
import { resealAll, type ResealOptions } from './reseal.ts';

/** Goes on until it is stopped. */
export interface Resealer {
  /** Lets the credential under way be finished, and waits for it. */
  stop(): Promise<void>;
}

export interface ResealerOptions extends Omit<ResealOptions, 'signal'> {
  readonly masterKeys: KeyRing;
  readonly log: Logger;
}

/**
 * Moves every stored credential to the newest master key, at once and again after every change of the keys, and tells
 * the log which keys can go. A pass that fails (the database is away) is logged; `npm run reseal` makes up for it.
 */
export function startResealer({ masterKeys, log, ...options }: ResealerOptions): Resealer {
  const stopping = new AbortController();
  const pass = async (): Promise<void> => {
    if (stopping.signal.aborted) return;
    try {
      const { moved, unopened, stillNeeded } = await resealAll({ ...options, signal: stopping.signal });
      const idle = masterKeys
        .current()
        .slice(1)
        .map(({ id }) => id)
        .filter((id) => !stillNeeded.includes(id));
      for (const { connectionId, why, keyId } of unopened) {
        log.error({ connection: connectionId, why, key: keyId }, 'a stored credential can not be opened');
      }
      if (moved > 0) log.info({ moved, key: options.secrets.sealingKeyId() }, 'credentials were sealed anew');
      if (idle.length > 0) log.info({ keys: idle }, 'no credential is under these master keys any more: they can go');
    } catch (error) {
      if (!stopping.signal.aborted) log.error({ err: error }, 'stored credentials could not be sealed anew');
    }
  };
  let passing = pass();
  const forget = masterKeys.onChange(() => {
    passing = passing.then(pass);
  });
  return {
    stop: async () => {
      forget();
      stopping.abort(new Error('the process is stopping'));
      await passing;
    },
  };
}
