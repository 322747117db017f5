import { sweep } from '../../sweep.ts';
import { runTool } from '../run-tool.ts';
import { tellSweep } from './tell-sweep.ts';

/*
 * Entry of `npm run sweep`: holds what was brought to vendors against what their runs have brought back. Ends with 0 where
 * the two match, 1 where somebody has to look. Nothing is changed by it.
 */
const complain = (line: string): void => console.error(line);

await runTool(complain, async ({ database, clock }) => {
  const found = await sweep(database.kysely, clock.now());
  for (const line of tellSweep(found)) console.log(line);
  return found.size === 0 ? 0 : 1;
});
