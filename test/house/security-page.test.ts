import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { PROJECT_ROOT } from '../../platform/project-root.ts';

const PAGE = readFileSync(join(PROJECT_ROOT, 'SECURITY.md'), 'utf8');
const README = readFileSync(join(PROJECT_ROOT, 'README.md'), 'utf8');
const NOT_PROMISED = '## What is not promised';

/** A promise, and the tests that hold it. */
interface Promised {
  readonly sentence: string;
  readonly tests: ReadonlyArray<{ readonly file: string; readonly title: string }>;
}

/** `test/….test.ts`: "a title"; "another title" */
const NAMED = /`(test\/[\w./-]+)`:\s+("[^"]+"(?:;\s+"[^"]+")*)/g;

function testsIn(text: string): Promised['tests'] {
  return [...text.matchAll(NAMED)].flatMap(([, file = '', titles = '']) =>
    [...titles.matchAll(/"([^"]+)"/g)].map(([, title = '']) => ({ file, title: title.replaceAll(/\s+/g, ' ') })),
  );
}

function promisesIn(page: string): Promised[] {
  const [promised = ''] = page.split(NOT_PROMISED);
  return [...promised.matchAll(/^- ([\s\S]*?)(?=\n\n|\n- |\n#|$(?![\s\S]))/gm)].map(([, text = '']) => ({
    sentence: text.split('`test/')[0]?.trim() ?? '',
    tests: testsIn(text),
  }));
}

/** Titles of a file as they are written in it; a placeholder of a table of cases stays one. */
function hasTitle(source: string, title: string): boolean {
  const plain = source.replaceAll(/\\(['"`])/g, '$1');
  const literal = title.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
  const before = String.raw`(?:\btest|\btest\.each(?:<[\s\S]*?>)?\([\s\S]*?\))\(\s*`;
  return new RegExp(`${before}(['"\`])${literal}\\1\\s*,`).test(plain);
}

const PROMISES = promisesIn(PAGE);

describe('the security page', () => {
  test('promises something, each in one sentence that names at least one test', () => {
    expect(PROMISES.length).toBeGreaterThan(25);
    for (const { sentence, tests } of PROMISES) {
      expect(sentence).toMatch(/^[A-Z].*\.$/s);
      expect({ sentence, tests: tests.length > 0 }).toEqual({ sentence, tests: true });
    }
  });

  test('names only tests that are there, by file and title', () => {
    const missing = PROMISES.flatMap(({ tests }) => tests).filter(({ file, title }) => {
      const path = join(PROJECT_ROOT, file);
      return !existsSync(path) || !hasTitle(readFileSync(path, 'utf8'), title);
    });
    expect(missing).toEqual([]);
  });

  test('says what is not promised too', () => {
    const [, after = ''] = PAGE.split(NOT_PROMISED);
    expect([...after.matchAll(/^- /gm)].length).toBeGreaterThan(3);
  });

  test('is named in the README', () => {
    expect(README).toMatch(/^## Security$/m);
    expect(README).toContain('(SECURITY.md)');
  });
});

describe('the check of the page itself', () => {
  const source =
    "test('it\\'s so', () => 1);\ntest.each([\n  ['a', (x) => f(x)],\n])('holds for %s', () => 1);\ndescribe('only a heading', () => 1);";

  test('finds a title, also of a table of cases, and takes no heading for one', () => {
    expect(hasTitle(source, "it's so")).toBe(true);
    expect(hasTitle(source, 'holds for %s')).toBe(true);
    expect(hasTitle(source, 'holds for %')).toBe(false);
    expect(hasTitle(source, 'only a heading')).toBe(false);
  });

  test('reads a promise with the tests of several files', () => {
    const page =
      'Intro.\n\n- One thing\n  holds. `test/a.test.ts`: "x"; "y\n  z". `test/b.test.ts`: "w"\n- Another. `test/c.test.ts`: "v"\n';
    expect(promisesIn(page)).toEqual([
      {
        sentence: 'One thing\n  holds.',
        tests: [
          { file: 'test/a.test.ts', title: 'x' },
          { file: 'test/a.test.ts', title: 'y z' },
          { file: 'test/b.test.ts', title: 'w' },
        ],
      },
      { sentence: 'Another.', tests: [{ file: 'test/c.test.ts', title: 'v' }] },
    ]);
  });
});
