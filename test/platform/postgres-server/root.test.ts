import { afterAll, describe, expect } from '@jest/globals';
import { chown, cp, mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { identify } from '../../../platform/postgres-server/process-identity.ts';
import { makeClone } from './clone.ts';
import { query, value, whenRoot, Workshop } from './support.ts';

const NOBODY = 65_534;
const KEEP = `create table kept (word text); insert into kept values ('still here')`;
const KEPT = 'select word from kept';

/** The user a process really runs as. */
async function userOf(pid: number): Promise<number> {
  return (await stat(`/proc/${pid}`)).uid;
}

async function placesIn(shared: string): Promise<string[]> {
  return (await readdir(shared)).filter((name) => /^[0-9a-f]{16}-[0-9a-f]{12}$/.test(name)).sort();
}

describe('as root', () => {
  const workshop = new Workshop();
  afterAll(() => workshop.clear());

  /** A clone that only root can enter, its data folder inside, and the shared folder outside. */
  async function privateClone(): Promise<{ program: string; folder: string; sharedFolders: string[]; shared: string }> {
    const clone = await workshop.folder(0o700);
    const shared = join(await workshop.folder(), 'shared');
    return { program: await makeClone(clone), folder: join(clone, 'data'), sharedFolders: [shared], shared };
  }

  whenRoot('PostgreSQL runs under an unprivileged account that owns its data, in the folder itself', async () => {
    const folder = await workshop.folder();
    const server = await workshop.start({ folder, durable: false });
    const user = await userOf(server.pid);
    expect(user).not.toBe(0);
    const data = await stat(join(folder, 'data'));
    expect({ user: data.uid, mode: data.mode & 0o777 }).toEqual({ user, mode: 0o700 });
    await server.stop();
  });

  whenRoot('works from a clone that only root can enter and that ran no install scripts, again and again', async () => {
    const { program, shared, ...orders } = await privateClone();
    const first = workshop.owner(orders, program);
    const { url, pid, error } = await first.answer();
    expect(error).toBeUndefined();
    await query(url, KEEP);
    expect(await userOf(pid)).not.toBe(0);
    expect((await readdir(shared)).filter((name) => name.startsWith('programs-'))).toHaveLength(1);
    expect((await readdir(orders.folder)).includes('data')).toBe(false);
    await first.stop();

    const second = workshop.owner(orders, program);
    expect(await value((await second.answer()).url, KEPT)).toBe('still here');
    await second.kill();

    const third = workshop.owner(orders, program);
    const answer = await third.answer();
    expect(answer.reused).toBe(true);
    expect(await value(answer.url, KEPT)).toBe('still here');
    expect(await placesIn(shared)).toHaveLength(1);
    await third.stop();
  });

  whenRoot(
    'a folder that was deleted does not get its old data back, and its forgotten server is stopped',
    async () => {
      const folder = join(await workshop.folder(0o700), 'data');
      const shared = join(await workshop.folder(), 'shared');
      const owner = workshop.owner({ folder, sharedFolders: [shared] });
      const old = await owner.answer();
      await query(old.url, KEEP);
      await owner.kill();
      await rm(folder, { recursive: true });

      const warnings: string[] = [];
      const log = { info: () => undefined, warn: (_fields: object, message: string) => void warnings.push(message) };
      const server = await workshop.start({ folder, sharedFolders: [shared], log, durable: false });
      await expect(query(server.url, KEPT)).rejects.toThrow('relation "kept" does not exist');
      expect(await identify(old.pid)).toBeNull();
      expect(warnings).toEqual([expect.stringContaining('left data that nobody uses')]);
      expect(await placesIn(shared)).toHaveLength(2);
      await server.stop();
    },
  );

  whenRoot('a location file whose id is not that of the place is not believed', async () => {
    const folder = join(await workshop.folder(0o700), 'data');
    const shared = join(await workshop.folder(), 'shared');
    const first = await workshop.start({ folder, sharedFolders: [shared], durable: false });
    await query(first.url, KEEP);
    await first.stop();
    const path = join(folder, 'location.json');
    const location = JSON.parse(await readFile(path, 'utf8')) as { place: string };
    await writeFile(path, JSON.stringify({ ...location, id: 'of-another-folder' }));

    const second = await workshop.start({ folder, sharedFolders: [shared], durable: false });
    await expect(query(second.url, KEPT)).rejects.toThrow('relation "kept" does not exist');
    await second.stop();
    expect(await readdir(join(location.place, 'data'))).toContain('PG_VERSION');
  });

  whenRoot('a copied folder gets data of its own; a moved one keeps what it had', async () => {
    const parent = await workshop.folder(0o700);
    const shared = join(await workshop.folder(), 'shared');
    const orders = { sharedFolders: [shared], durable: false };
    const first = await workshop.start({ folder: join(parent, 'one'), ...orders });
    await query(first.url, KEEP);
    await first.stop();

    await cp(join(parent, 'one'), join(parent, 'copy'), { recursive: true });
    const copy = await workshop.start({ folder: join(parent, 'copy'), ...orders });
    await expect(query(copy.url, KEPT)).rejects.toThrow('relation "kept" does not exist');
    await copy.stop();

    await rename(join(parent, 'one'), join(parent, 'moved'));
    const moved = await workshop.start({ folder: join(parent, 'moved'), ...orders });
    expect(await value(moved.url, KEPT)).toBe('still here');
    await moved.stop();
  });

  whenRoot('a shared folder that cannot be made, or that somebody else made first, is passed over', async () => {
    const folder = join(await workshop.folder(0o700), 'data');
    const place = await workshop.folder();
    const [file, foreign, good] = [join(place, 'file'), join(place, 'foreign'), join(place, 'good')];
    await writeFile(file, '');
    await mkdir(foreign);
    await chown(foreign, NOBODY, NOBODY);
    const failure = await workshop
      .start({ folder, sharedFolders: [file, foreign] })
      .catch((error: Error) => error.message);
    expect(failure).toMatch(/^the account \w+ can enter neither the data folder nor any of /);

    const server = await workshop.start({ folder, sharedFolders: [file, foreign, good], durable: false });
    expect(await placesIn(good)).toHaveLength(1);
    await server.stop();
  });
});

describe('as a plain user', () => {
  const workshop = new Workshop();
  afterAll(() => workshop.clear());

  whenRoot('everything stays in the folder, also when no install script made the libraries\u2019 links', async () => {
    const clone = await workshop.folder();
    const program = await makeClone(clone);
    const folder = join(clone, 'data');
    await mkdir(folder);
    await chown(folder, NOBODY, NOBODY);
    const first = workshop.owner({ folder, become: NOBODY }, program);
    const { url, pid, error } = await first.answer();
    expect(error).toBeUndefined();
    await query(url, KEEP);
    expect(await userOf(pid)).toBe(NOBODY);
    expect((await readdir(folder)).map((name) => name.replace(/-.*/, '')).sort()).toEqual([
      'data',
      'owner',
      'password',
      'postgres.log',
      'programs',
    ]);
    await first.stop();

    // Root goes on with the same data, under the user who owns them.
    const second = await workshop.start({ folder });
    expect(await userOf(second.pid)).toBe(NOBODY);
    expect(await value(second.url, KEPT)).toBe('still here');
    await second.stop();
  });

  whenRoot('a folder of another user is refused by name', async () => {
    const folder = await workshop.folder();
    const { error } = await workshop.owner({ folder, become: NOBODY }).answer();
    expect(error).toBe(`this user cannot keep data in ${folder}: choose another folder or start as its owner`);

    const server = await workshop.start({ folder, durable: false });
    await server.stop();
    await chown(folder, 1, 1);
    const data = await workshop.owner({ folder, become: 1 }).answer();
    expect(data.error).toMatch(/data belongs to another user \(uid \d+\): start as that user or as root$/);
  });
});
