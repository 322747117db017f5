import { CreatedList } from '../kernel/created-list.ts';
import { BlobLinks } from './blob/blob-links.ts';
import { seededGuid } from './common/seeded.ts';
import { Throttle } from './common/throttle.ts';
import { Directory } from './directory.ts';
import { AccessTokens } from './login/access-tokens.ts';
import type { MicrosoftSettings } from './options.ts';

/** Everything the hosts share. */
export interface World {
  readonly settings: MicrosoftSettings;
  readonly directory: Directory;
  readonly accessTokens: AccessTokens;
  readonly throttle: Throttle;
  readonly blobs: BlobLinks;
  readonly created: CreatedList;
  /** A new guid for an answer: a request id, a trace id. */
  nextGuid(kind: string): string;
}

export function makeWorld(settings: MicrosoftSettings): World {
  const directory = new Directory(settings, settings.now());
  let serial = 0;
  return {
    settings,
    directory,
    accessTokens: new AccessTokens(settings, directory),
    throttle: new Throttle(settings.now),
    blobs: new BlobLinks(settings),
    created: new CreatedList(settings.archive, 'microsoft'),
    nextGuid: (kind) => {
      serial += 1;
      return seededGuid(settings.seed, kind, serial);
    },
  };
}
