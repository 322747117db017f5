import { setEnv } from '../platform/config/env.ts';

/*
 * The gateway library sends usage figures to its makers and asks cloud metadata addresses where it runs, unless this is
 * set before it is made. Imported before the library, wherever that is imported.
 */
setEnv('APOLLO_TELEMETRY_DISABLED', '1');
