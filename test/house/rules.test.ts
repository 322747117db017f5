import { describe, expect, test } from '@jest/globals';
import { ALL_WORKSHOPS } from '../../vendors/registry.ts';
import { sourceFiles, testFiles } from './sources.ts';

const FILES = sourceFiles();
const MAX_LINES = 400;
const MAX_TEST_LINES = 600;

function pathsWith(pattern: RegExp, files = FILES): string[] {
  return files.filter((file) => pattern.test(file.text)).map((file) => file.path);
}

describe('the rules of the house', () => {
  test('the environment is read in one file', () => {
    expect(pathsWith(/process\.env/)).toEqual(['platform/config/env.ts']);
  });

  test('nothing is exported without a name', () => {
    expect(pathsWith(/^export default/m)).toEqual([]);
  });

  test('no type is switched off', () => {
    expect(pathsWith(/no-explicit-any|@ts-ignore|@ts-nocheck|@ts-expect-error/)).toEqual([]);
  });

  test('no code decides by the name of a vendor', () => {
    const ids = ALL_WORKSHOPS.map((workshop) => workshop.facts.id).join('|');
    const outside = FILES.filter((file) => !/^(vendors|sandbox|demo)\//.test(file.path));
    expect(pathsWith(new RegExp(`switch \\(.*vendor|=== '(${ids})'`, 'i'), outside)).toEqual([]);
  });

  test('the contract suites name no vendor: they run over all that there are', () => {
    const suites = testFiles().filter((file) => file.path.startsWith('test/vendors/contract/'));
    expect(suites.length).toBeGreaterThan(10);
    const vendors = ALL_WORKSHOPS.filter(({ facts }) => !facts.isSharedSource).map(({ facts }) => facts.id);
    expect(pathsWith(new RegExp(`\\b(${vendors.join('|')})`, 'i'), suites)).toEqual([]);
  });

  test(`no file is longer than ${MAX_LINES} lines, no test file than ${MAX_TEST_LINES}`, () => {
    const long = [
      ...FILES.filter((file) => file.lines > MAX_LINES),
      ...testFiles().filter((file) => file.lines > MAX_TEST_LINES),
    ];
    expect(long.map((file) => `${file.path}: ${file.lines}`)).toEqual([]);
  });

  test('half of the files have at most 60 lines, nine in ten at most 200', () => {
    const lines = FILES.map((file) => file.lines).toSorted((a, b) => a - b);
    const at = (share: number): number => lines[Math.floor(lines.length * share)] ?? 0;
    expect(at(0.5)).toBeLessThanOrEqual(60);
    expect(at(0.9)).toBeLessThanOrEqual(200);
  });

  test('files are named in kebab case', () => {
    const wrong = FILES.filter((file) => !/^([a-z0-9-]+\/)*[a-z0-9-]+(\.d)?\.ts$/.test(file.path));
    expect(wrong.map((file) => file.path)).toEqual([]);
  });

  test('nothing is left to do later', () => {
    expect(pathsWith(/\b(TODO|FIXME|XXX)\b/)).toEqual([]);
  });
});
