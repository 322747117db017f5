import type { AwsCredentials } from '../credentials.ts';
import { Caller, type CallerDeps } from '../transport/caller.ts';
import type { AwsClients } from '../transport/clients.ts';
import { AccountApi } from './account-api.ts';
import { BenefitsApi } from './benefits-api.ts';
import { ChannelApi } from './channel-api.ts';
import { SellingApi } from './selling-api.ts';
import { SellingLookups } from './selling-lookups.ts';

/** The four services for the length of one pull. */
export interface AwsApi {
  readonly selling: SellingApi;
  /** Look-ups that go with writes. */
  readonly lookups: SellingLookups;
  readonly benefits: BenefitsApi;
  readonly account: AccountApi;
  readonly channel: ChannelApi;
  /** Calls made since this was last asked. */
  takeCount(): number;
}

export interface ApiDeps extends CallerDeps {
  readonly clients: AwsClients;
  readonly catalog: AwsCredentials['catalog'];
}

/** Binds the services to the signal of one pull. */
export function createApi({ clients, catalog, ...deps }: ApiDeps, signal: AbortSignal): AwsApi {
  const caller = new Caller(deps, signal);
  return {
    selling: new SellingApi(clients.selling, caller, catalog),
    lookups: new SellingLookups(clients.selling, caller, catalog),
    benefits: new BenefitsApi(clients.benefits, caller, catalog),
    account: new AccountApi(clients.account, caller, catalog),
    channel: new ChannelApi(clients.channel, caller, catalog),
    takeCount: () => caller.takeCount(),
  };
}
