import { afterAll, describe, expect, test } from '@jest/globals';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eraseEmbeddedPostgres } from '../../../platform/postgres-server/erase.ts';
import { claimOwnership, FolderInUseError, ownerOf } from '../../../platform/postgres-server/owner-lock.ts';
import { identify } from '../../../platform/postgres-server/process-identity.ts';
import { value, Workshop } from './support.ts';

describe('a folder has one owner', () => {
  const workshop = new Workshop();
  afterAll(() => workshop.clear());

  test('a second process is refused and told who has it; the first is not disturbed', async () => {
    const folder = await workshop.folder();
    const first = workshop.owner({ folder });
    const { url } = await first.answer();
    const second = await workshop.owner({ folder }).answer();
    expect(second.error).toBe(`${folder} is in use by another partnergraph (pid ${first.pid})`);
    await expect(workshop.start({ folder })).rejects.toThrow(FolderInUseError);
    await expect(eraseEmbeddedPostgres(folder)).rejects.toThrow(FolderInUseError);
    expect(await value(url, 'select 1')).toBe(1);
    await first.stop();
    expect(await ownerOf(folder)).toBeNull();
  });

  test('a second start in the same process is refused too', async () => {
    const folder = await workshop.folder();
    const claim = await claimOwnership(folder);
    await expect(claimOwnership(folder)).rejects.toThrow(`another partnergraph (pid ${process.pid})`);
    await claim.release();
    await (await claimOwnership(folder)).release();
  });

  test('of many that come at once exactly one gets it, dead owners or not', async () => {
    const folder = await workshop.folder();
    const self = await identify(process.pid);
    for (const dead of ['owner-2147483646-0123456789ab-aa.lock', `owner-${process.pid}-0123456789ab-bb.lock`]) {
      await writeFile(join(folder, dead), '');
    }
    expect(self?.start).not.toBe('0123456789ab');
    for (let round = 0; round < 10; round += 1) {
      const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => claimOwnership(folder)));
      const claims = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
      expect(claims).toHaveLength(1);
      expect((await readdir(folder)).filter((name) => name.startsWith('owner-'))).toHaveLength(1);
      await claims[0]?.release();
    }
  });

  test('a process number used again by a stranger does not lock for ever', async () => {
    const folder = await workshop.folder();
    // Our parent lives, but it did not start when the claim says its owner did.
    await writeFile(join(folder, `owner-${process.ppid}-0123456789ab-cc.lock`), '');
    expect(await ownerOf(folder)).toBeNull();
    const claim = await claimOwnership(folder);
    expect(await readdir(folder)).toHaveLength(1);
    await claim.release();
  });

  test('processes racing for one folder leave one server, and the others tell its owner', async () => {
    const folder = await workshop.folder();
    const racers = [1, 2, 3].map(() => workshop.owner({ folder }));
    const answers = await Promise.all(racers.map((racer) => racer.answer()));
    const winners = answers.filter((answer) => answer.error === undefined);
    expect(winners).toHaveLength(1);
    const owner = racers[answers.findIndex((answer) => answer.error === undefined)];
    expect(await value(winners[0]?.url ?? '', 'select 1')).toBe(1);
    for (const { error } of answers)
      if (error !== undefined) expect(error).toContain('is in use by another partnergraph');
    await owner?.stop();
  });
});
