import { stopTestServers, TEST_SERVERS, type WithTestServers } from './global-setup.ts';

/** Stops what the setup started and removes its folder. */
export default async function globalTeardown(): Promise<void> {
  const servers = (globalThis as WithTestServers)[TEST_SERVERS];
  if (servers) await stopTestServers(servers);
}
