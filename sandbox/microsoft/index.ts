import type { SandboxRequest, StandIn } from '../kernel/stand-in.ts';
import { blobHost } from './blob/blob-host.ts';
import type { Host } from './common/host.ts';
import { applyChange } from './control/change.ts';
import { loginHost } from './login/login-host.ts';
import { settingsOf } from './options.ts';
import type { MicrosoftOptions } from './options.ts';
import { partnerHost } from './partner/partner-host.ts';
import { insightsHost } from './partnercenter/insights/insights-host.ts';
import { partnerCenterHost } from './partnercenter/partner-center-host.ts';
import { makeWorld } from './world.ts';

const NOWHERE = {
  status: 404,
  headers: { 'content-type': 'text/plain' },
  body: 'No host of the vendor has this path.',
};

/**
 * The stand-in for Microsoft Partner Center. Base paths below `/microsoft` stand for the vendor's hosts: `/login`,
 * `/partner`, `/partnercenter` and `/blob`. README.md beside this file says what is served and what is assumed.
 */
export function microsoftStandIn(options: MicrosoftOptions): StandIn {
  const world = makeWorld(settingsOf(options));
  // The longer prefix comes first: the reports live below the REST API's host, with an envelope of their own.
  const hosts: readonly Host[] = [insightsHost, partnerCenterHost, partnerHost, loginHost, blobHost].map((make) =>
    make(world),
  );
  const hostOf = ({ path }: SandboxRequest): Host | null => {
    const lower = `${path.toLowerCase()}/`;
    return hosts.find((host) => lower.startsWith(`${host.prefix}/`)) ?? null;
  };
  return {
    vendor: 'microsoft',
    operationOf: (request) => hostOf(request)?.operationOf(request) ?? null,
    isWrite: (operation) => hosts.some((host) => host.isWrite(operation)),
    handle: (request) => hostOf(request)?.handle(request) ?? NOWHERE,
    fault: (status, retryAfterSeconds, request) =>
      hostOf(request)?.fault(status, retryAfterSeconds, request) ?? { ...NOWHERE, status },
    created: () => world.created.all(),
    change: (input) => applyChange(world, input),
    expireTokens: () => world.accessTokens.expireAll(),
  };
}
