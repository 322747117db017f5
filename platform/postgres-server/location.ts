import { createHash, randomBytes } from 'node:crypto';
import { chmod, mkdir, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { readIfThere, writePrivateFile } from './small-files.ts';

const LOCATION_FILE = 'location.json';
const RECORD_FILE = 'folder.json';

/** In the folder: where its data are. The id is also written inside the place, and both must agree. */
const locationSchema = z.object({ place: z.string(), id: z.string() });
/** In the place: whose data these are. */
const recordSchema = z.object({ folder: z.string(), id: z.string() });

async function readJson<T>(path: string, schema: z.ZodType<T>): Promise<T | null> {
  const text = await readIfThere(path);
  return text === null ? null : schema.parse(JSON.parse(text));
}

function writeJson(path: string, value: object): Promise<void> {
  return writePrivateFile(path, `${JSON.stringify(value, null, 2)}\n`);
}

/** Begins the name of every place of a folder with this path, now or earlier. */
function namePrefix(folder: string): string {
  return `${createHash('sha256').update(folder).digest('hex').slice(0, 16)}-`;
}

/** Whether the recorded folder still stands beside this one and points to the same place: then this one is its copy. */
async function isCopyOf(original: string, folder: string, id: string): Promise<boolean> {
  if (original === folder) return false;
  const there = await stat(original).catch(() => null);
  const here = await stat(folder);
  // One folder can be seen under two paths.
  if (!there || (there.ino === here.ino && there.dev === here.dev)) return false;
  const location = await readJson(join(original, LOCATION_FILE), locationSchema);
  return location?.id === id;
}

/** What the folder's location file says, and whether it may be believed. */
export interface FoundPlace {
  readonly place: string;
  /** Null when the data there are this folder's; else why they are not. */
  readonly doubt: string | null;
}

/** Where the folder's data were put, if they were put elsewhere. */
export async function findPlace(folder: string): Promise<FoundPlace | null> {
  const location = await readJson(join(folder, LOCATION_FILE), locationSchema);
  if (!location) return null;
  const { place, id } = location;
  const found = await stat(place).catch(() => null);
  if (!found) return { place, doubt: 'they are gone' };
  if (found.uid !== process.getuid?.()) return { place, doubt: 'the place belongs to another user' };
  const record = await readJson(join(place, RECORD_FILE), recordSchema);
  if (record?.id !== id) return { place, doubt: 'they belong to another folder' };
  const copied = await isCopyOf(record.folder, folder, id);
  return { place, doubt: copied ? `this folder is a copy of ${record.folder}, which uses them` : null };
}

/** Writes the folder's present path into its place: it may have been moved, and a later copy must be told from it. */
export async function confirmPlace(folder: string, place: string): Promise<void> {
  const path = join(place, RECORD_FILE);
  const record = await readJson(path, recordSchema);
  if (record && record.folder !== folder) await writeJson(path, { ...record, folder });
}

/** Makes a new, empty place for the folder's data under `shared`, and the file in the folder that points there. */
export async function makePlace(folder: string, shared: string): Promise<string> {
  const id = randomBytes(16).toString('hex');
  const place = join(shared, `${namePrefix(folder)}${id.slice(0, 12)}`);
  await mkdir(place);
  await chmod(place, 0o755);
  await writeJson(join(place, RECORD_FILE), { folder, id });
  await writeJson(join(folder, LOCATION_FILE), { place, id });
  return place;
}

/** Places that earlier folders of the same path left behind under `shared`. */
export async function leftoverPlaces(folder: string, shared: string, current: string): Promise<string[]> {
  const names = await readdir(shared);
  return names
    .filter((name) => name.startsWith(namePrefix(folder)) && name !== basename(current))
    .map((name) => join(shared, name));
}
