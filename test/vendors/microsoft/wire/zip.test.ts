import { describe, expect, test } from '@jest/globals';
import { strToU8, Zip, ZipDeflate, zipSync } from 'fflate';
import { unzip } from '../../../../vendors/microsoft/wire/zip.ts';

const LIMITS = { files: 3, totalBytes: 4 * 1024 * 1024, ratio: 200 };

function names(archive: Uint8Array): string[] {
  return unzip(archive, 'payouts.download', LIMITS).map((file) => file.name);
}

/** Text that hardly compresses, the same each time. */
function noise(bytes: number): Uint8Array {
  const out = new Uint8Array(bytes);
  let state = 1;
  for (let at = 0; at < bytes; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    out[at] = state >>> 24;
  }
  return out;
}

describe('an archive', () => {
  test('gives back its files, packed or stored', () => {
    const archive = zipSync({
      'a.csv': strToU8('x,y\n1,2\n'),
      'b.csv': [strToU8('stored'), { level: 0 }],
      'c.bin': noise(200_000),
    });
    const files = unzip(archive, 'payouts.download', LIMITS);
    expect(files.map((file) => [file.name, file.content.length])).toEqual([
      ['a.csv', 8],
      ['b.csv', 6],
      ['c.bin', 200_000],
    ]);
    expect(Buffer.from(files[0]?.content ?? []).toString()).toBe('x,y\n1,2\n');
    expect(Buffer.from(files[2]?.content ?? []).equals(Buffer.from(noise(200_000)))).toBe(true);
  });

  test.each([10, 16_300, 16_384, 50_000, 123_457])(
    'written as a stream, its sizes behind %i bytes, is read too',
    (bytes) => {
      const archive = streamed({ 'a.csv': noise(bytes), 'b.csv': strToU8('x,y\n'.repeat(bytes)) });
      const files = unzip(archive, 'payouts.download', LIMITS);
      expect(files.map((file) => [file.name, file.content.length])).toEqual([
        ['a.csv', bytes],
        ['b.csv', bytes * 4],
      ]);
      expect(Buffer.from(files[0]?.content ?? []).equals(Buffer.from(noise(bytes)))).toBe(true);
    },
  );

  test('may hold folders', () => {
    expect(names(zipSync({ 'folder/': new Uint8Array(), 'folder/a.csv': strToU8('x') }))).toEqual([
      'folder/',
      'folder/a.csv',
    ]);
  });

  test('that grows beyond the accepted size is refused', () => {
    const archive = zipSync({ 'a.bin': noise(3 * 1024 * 1024), 'b.bin': noise(3 * 1024 * 1024) });
    expect(() => names(archive)).toThrow('unpacks to more than is accepted');
  });

  test('that is a bomb is refused before it is unpacked', () => {
    const archive = zipSync({ 'bomb.csv': new Uint8Array(3 * 1024 * 1024) }, { level: 9 });
    expect(archive.length).toBeLessThan(10_000);
    expect(() => names(archive)).toThrow('packed more tightly than is accepted');
  });

  test('may lie about its sizes without getting through', () => {
    const archive = zipSync({ 'bomb.csv': new Uint8Array(3 * 1024 * 1024) }, { level: 9 });
    // The unpacked size in the local header and in the central directory: one byte, it claims.
    const view = new DataView(archive.buffer);
    view.setUint32(22, 1, true);
    expect(() => names(archive)).toThrow('packed more tightly than is accepted');
  });

  test('with too many files is refused', () => {
    const many = Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [name, strToU8(name)]));
    expect(() => names(zipSync(many))).toThrow('too many files');
  });

  test.each([
    ['text', strToU8('<?xml version="1.0"?><Error>expired</Error>')],
    ['nothing', new Uint8Array()],
    ['half an archive', zipSync({ 'a.csv': noise(50_000) }).subarray(0, 20_000)],
    ['a damaged archive', damaged()],
  ])('that is %s is refused', (_what, bytes) => {
    expect(() => names(bytes)).toThrow(/not a whole archive|damaged/);
  });
});

function damaged(): Uint8Array {
  const archive = zipSync({ 'a.csv': strToU8('some,text\n'.repeat(500)) });
  archive.fill(0xff, 40, 60);
  return archive;
}

/** An archive whose local headers do not know the sizes yet. */
function streamed(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const chunks: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(chunk);
  });
  for (const [name, content] of Object.entries(files)) {
    const entry = new ZipDeflate(name, { level: 6 });
    zip.add(entry);
    entry.push(content, true);
  }
  zip.end();
  return Buffer.concat(chunks);
}
