import type { Logger } from 'pino';
import type { Clock } from '../clock/clock.ts';
import type { Config } from '../config/config.ts';
import { openKeyFile } from './key-file.ts';
import { fixedKeyRing, type KeyRing } from './key-ring.ts';
import { readMasterKeys } from './master-keys.ts';

/**
 * The keys that a gateway signs its calls to subgraphs elsewhere with, and that these accept: from the configuration, or
 * from a file that is followed while the process runs. They are of the same form as the master keys, and none of them.
 * @returns null when none is configured
 * @throws SecretBoxError `malformed_key` for a file without usable keys; the file system's error when it can't be read
 */
export async function openContextKeys(
  config: Pick<Config, 'contextKey' | 'contextKeyFile'>,
  where: { readonly clock: Clock; readonly log: Logger },
): Promise<KeyRing | null> {
  if (config.contextKey !== null) return fixedKeyRing(readMasterKeys(config.contextKey.reveal()));
  if (config.contextKeyFile !== null) return openKeyFile({ ...where, path: config.contextKeyFile });
  return null;
}
