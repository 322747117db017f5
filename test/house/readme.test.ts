import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { CONFIG_VARIABLES } from '../../platform/config/config.ts';
import { PROJECT_ROOT } from '../../platform/project-root.ts';
import { createVendorDirectory } from '../../platform/vendor/directory.ts';
import { ALL_WORKSHOPS } from '../../vendors/registry.ts';
import { ROOMS } from './sources.ts';

const README = readFileSync(join(PROJECT_ROOT, 'README.md'), 'utf8');

/** A row of the README's capability table. */
export function capabilityRows(): string[] {
  const directory = createVendorDirectory(ALL_WORKSHOPS);
  return directory.all.flatMap((facts) =>
    directory
      .capabilities(facts.id)
      .filter(({ read, write }) => read !== 'NONE' || write !== 'NONE')
      .map(({ area, read, write, transport }) => `| ${facts.name} | ${area} | ${read} | ${write} | ${transport} |`),
  );
}

/** A row of the README's table of variables. */
export function configurationRows(): string[] {
  return CONFIG_VARIABLES.map(
    ({ name, description, default: value }) => `| \`${name}\` | ${value ?? ''} | ${description} |`,
  );
}

describe('the README', () => {
  test('names every room of the house, and every room it names is there', () => {
    for (const room of ROOMS) expect(README).toContain(`| \`${room}/\` |`);
    for (const [, room] of README.matchAll(/^\| `([a-z]+)\/` \|/gm)) {
      expect({ room, there: existsSync(join(PROJECT_ROOT, room ?? '')) }).toEqual({ room, there: true });
    }
  });

  test('has the capability table that follows from the feeds and the writes', () => {
    for (const row of capabilityRows()) expect(README).toContain(row);
    const rows = [
      ...README.matchAll(/^\| [^|]+ \| [A-Z_]+ \| (?:FULL|PARTIAL|NONE) \| (?:FULL|PARTIAL|NONE) \| [A-Z]+ \|$/gm),
    ];
    expect(rows).toHaveLength(capabilityRows().length);
  });

  test('names every variable of the configuration with its default', () => {
    for (const row of configurationRows()) expect(README).toContain(row);
  });

  test('names only scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync(join(PROJECT_ROOT, 'package.json'), 'utf8')) as { scripts: object };
    for (const [, script] of README.matchAll(/npm run (?:--silent )?([a-z:]+)/g)) {
      expect(Object.keys(scripts)).toContain(script);
    }
  });
});
