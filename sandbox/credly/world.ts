import { Throttle } from '../kernel/throttle.ts';
import { Tokens } from '../kernel/tokens.ts';
import { credlyAccount, credlyIssuerAccount } from './accounts.ts';
import type { CredlyAccount } from './accounts.ts';
import type { Grant } from './call.ts';
import { readCatalogue } from './catalogue.ts';
import type { IssuerFacts } from './catalogue.ts';
import type { CredlySettings } from './options.ts';
import { makeEmployer, makeIssuer } from './organization.ts';
import type { Organization } from './organization.ts';

/** Everything the operations share. */
export interface World {
  readonly settings: CredlySettings;
  readonly catalogue: readonly IssuerFacts[];
  readonly tokens: Tokens<Grant>;
  readonly throttle: Throttle;
  /** An organisation by its id, made when first asked for; null when there is none. */
  organization(id: string): Organization | null;
  /** The organisation that a token or a client belongs to, or null. */
  organizationOf(key: 'authorizationToken' | 'clientId', value: string): Organization | null;
  /** Every employer, made as far as it is asked for. */
  employers(): Generator<Organization>;
}

type Make = () => Organization;

export function makeWorld(settings: CredlySettings): World {
  const startedAt = settings.now();
  const { seed, partners, archive } = settings;
  const catalogue = readCatalogue();
  const makers = new Map<string, Make>();
  const ids = new Map<string, string>();
  const know = (account: CredlyAccount, make: Make): void => {
    makers.set(account.organizationId, make);
    ids.set(`authorizationToken:${account.authorizationToken}`, account.organizationId);
    ids.set(`clientId:${account.clientId}`, account.organizationId);
  };
  const owner = { seed, startedAt, catalogue, archive };
  for (const facts of catalogue) know(credlyIssuerAccount(seed, facts.id), () => makeIssuer(owner, facts));
  for (let index = 1; index <= partners; index += 1) {
    know(credlyAccount(seed, index), () => makeEmployer(owner, index));
  }
  const made = new Map<string, Organization>();
  const organization = (id: string): Organization | null => {
    const found = made.get(id) ?? makers.get(id)?.() ?? null;
    if (found) made.set(id, found);
    return found;
  };
  return {
    settings,
    catalogue,
    tokens: new Tokens({ now: settings.now, key: `${seed}:credly:tokens` }),
    throttle: new Throttle(settings.now),
    organization,
    organizationOf: (key, value) => organization(ids.get(`${key}:${value}`) ?? ''),
    *employers() {
      for (let index = 1; index <= partners; index += 1) {
        const employer = organization(credlyAccount(seed, index).organizationId);
        if (employer) yield employer;
      }
    },
  };
}
