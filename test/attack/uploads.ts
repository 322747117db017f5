import { zipSync, type Zippable } from 'fflate';
import type { Attack } from './attack.ts';

type Bytes = string | Uint8Array<ArrayBuffer>;
type Part = readonly [name: string, value: Bytes, filename?: string];

/** No committed file is newer. */
const TODAY = new Date().toISOString().slice(0, 10);
const FIELDS: readonly Part[] = [
  ['vendor', 'microsoft'],
  ['area', 'BENEFIT'],
  ['asOf', TODAY],
];
const HEADER = 'Deal registration ID,Status,End customer,Amount,Currency,Expected close date\r\n';
const text = (value: string): Uint8Array => new TextEncoder().encode(value);

function formOf(parts: readonly Part[]): FormData {
  const form = new FormData();
  for (const [name, value, filename] of parts) {
    if (filename === undefined) form.append(name, typeof value === 'string' ? value : new Blob([value]));
    else form.append(name, new Blob([value]), filename);
  }
  return form;
}

type Expected = Pick<Attack, 'status' | 'code' | 'told'>;
const upload = (title: string, make: () => readonly Part[], expected: Expected): Attack => ({
  title,
  send: async (target) => target.request('/imports', { method: 'POST', body: formOf(make()) }),
  ...expected,
});
/** A form in order, around a file that is not. */
const file = (title: string, make: () => Bytes, expected: Expected, name = 'benefits.csv'): Attack =>
  upload(title, () => [...FIELDS, ['file', make(), name]], expected);

const zip = (parts: Zippable): Uint8Array<ArrayBuffer> => new Uint8Array(zipSync(parts));
const sheet = (rows: string): Uint8Array =>
  text(
    `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`,
  );
const WORKBOOK = {
  '[Content_Types].xml': text(
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
  ),
  'xl/workbook.xml': text(
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',
  ),
  'xl/_rels/workbook.xml.rels': text(
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
  ),
};
const EXPANDING = `<!DOCTYPE x [<!ENTITY a0 "ha">${Array.from({ length: 30 }, (_unused, n) => `<!ENTITY a${n + 1} "&a${n};&a${n};">`).join('')}]>`;
const OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>';

const bad: Expected = { status: 400, code: 'BAD_USER_INPUT' };

/** Forms and files that are not what they say. */
export const UPLOADS: readonly Attack[] = [
  {
    title: 'a file without a token',
    send: (target) =>
      target.request('/imports', { method: 'POST', headers: { authorization: '' }, body: formOf([...FIELDS]) }),
    status: 401,
    code: 'UNAUTHENTICATED',
  },
  {
    title: 'a file of a caller who may only read',
    send: async (target) =>
      target.request('/imports', {
        method: 'POST',
        headers: { authorization: `Bearer ${await target.token('var-reader')}` },
        body: formOf([...FIELDS, ['file', HEADER, 'benefits.csv']]),
      }),
    status: 403,
    code: 'FORBIDDEN',
    told: /imports:write/,
  },
  {
    title: 'a form that is JSON',
    send: (target) =>
      target.request('/imports', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }),
    status: 415,
    code: 'UNSUPPORTED_MEDIA_TYPE',
  },
  {
    title: 'a form that is cut short',
    send: (target) =>
      target.request('/imports', {
        method: 'POST',
        headers: { 'content-type': 'multipart/form-data; boundary=x' },
        body: '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nDeal',
      }),
    status: 400,
    code: 'BAD_REQUEST',
  },
  {
    title: 'a form that says nothing of its parts',
    send: (target) =>
      target.request('/imports', { method: 'POST', headers: { 'content-type': 'multipart/form-data' }, body: '--x--' }),
    status: 400,
    code: 'BAD_REQUEST',
  },
  upload('a form without a file', () => FIELDS, bad),
  upload('two files', () => [...FIELDS, ['file', HEADER, 'a.csv'], ['file', HEADER, 'b.csv']], {
    status: 400,
    code: 'BAD_REQUEST',
  }),
  upload('a form of 200 parts', () => Array.from({ length: 200 }, (_unused, n): Part => [`p${n}`, 'x']), {
    status: 400,
    code: 'BAD_REQUEST',
  }),
  upload('a part that nobody asked for', () => [...FIELDS, ['__proto__', 'x'], ['file', HEADER, 'a.csv']], {
    status: 400,
    code: 'BAD_REQUEST',
  }),
  upload('a map of 200 KB', () => [...FIELDS, ['map', `"${'a'.repeat(200_000)}"`], ['file', HEADER, 'a.csv']], bad),
  upload('a map that is no JSON', () => [...FIELDS, ['map', '{'], ['file', HEADER, 'a.csv']], bad),
  upload(
    'an area of nobody',
    () => [
      ['vendor', 'microsoft'],
      ['area', 'SECRETS'],
      ['asOf', TODAY],
      ['file', HEADER, 'a.csv'],
    ],
    bad,
  ),
  upload(
    'a date that is none',
    () => [
      ['vendor', 'microsoft'],
      ['area', 'BENEFIT'],
      ['asOf', '2026-02-30'],
      ['file', HEADER, 'a.csv'],
    ],
    bad,
  ),
  upload(
    'a vendor that is a path',
    () => [
      ['vendor', '../../aws'],
      ['area', 'BENEFIT'],
      ['asOf', TODAY],
      ['file', HEADER, 'a.csv'],
    ],
    { status: 404, code: 'NOT_FOUND' },
  ),
  {
    title: 'the connection of another tenant',
    send: async (target) => {
      const { text: answer } = await target.ask('{ connections { id } }', {}, 'other-var');
      const { data } = JSON.parse(answer) as { data: { connections: Array<{ id: string }> } };
      const parts: Part[] = [
        ['connection', data.connections[0]?.id ?? ''],
        ['area', 'BENEFIT'],
        ['asOf', TODAY],
        ['file', HEADER, 'a.csv'],
      ];
      return target.request('/imports', { method: 'POST', body: formOf(parts) });
    },
    status: 404,
    code: 'NOT_FOUND',
  },
  file('a file of 11 MB', () => new Uint8Array(11_000_000).fill(44), { status: 413, code: 'PAYLOAD_TOO_LARGE' }),
  file('a file of nothing', () => '', bad),
  file(
    'a program',
    () => new Uint8Array([0x7f, 0x45, 0x4c, 0x46, ...Array.from({ length: 500 }, (_unused, n) => n % 256)]),
    bad,
  ),
  file('a header of 5,000 columns', () => `${Array.from({ length: 5_000 }, (_unused, n) => `c${n}`).join(',')}\r\n`, {
    status: 413,
    code: 'PAYLOAD_TOO_LARGE',
  }),
  file('columns of another table', () => 'a,b,c\r\n1,2,3\r\n', bad),
  file(
    'a workbook that unpacks to a thousand times its size',
    () => zip({ ...WORKBOOK, 'xl/worksheets/sheet1.xml': new Uint8Array(20_000_000).fill(32) }),
    { status: 413, code: 'PAYLOAD_TOO_LARGE' },
    'benefits.xlsx',
  ),
  file(
    'a workbook of 1,500 parts',
    () =>
      zip({ ...WORKBOOK, ...Object.fromEntries(Array.from({ length: 1_500 }, (_unused, n) => [`x/${n}`, text('x')])) }),
    { status: 413, code: 'PAYLOAD_TOO_LARGE' },
    'benefits.xlsx',
  ),
  file(
    'a workbook whose words expand without end',
    () =>
      zip({
        ...WORKBOOK,
        'xl/worksheets/sheet1.xml': new Uint8Array([
          ...text(EXPANDING),
          ...sheet('<row><c t="inlineStr"><is><t>&a30;</t></is></c></row>'),
        ]),
      }),
    bad,
    'benefits.xlsx',
  ),
  file(
    'a workbook that asks for a file of ours',
    () =>
      zip({
        ...WORKBOOK,
        'xl/worksheets/sheet1.xml': new Uint8Array([
          ...text(OUTSIDE),
          ...sheet('<row><c t="inlineStr"><is><t>&a;</t></is></c></row>'),
        ]),
      }),
    bad,
    'benefits.xlsx',
  ),
  file('a workbook with a part that climbs', () => zip({ '../../../etc/cron.d/x': text('x') }), bad, 'benefits.xlsx'),
  file(
    'a workbook that is cut in half',
    () => zip({ ...WORKBOOK, 'xl/worksheets/sheet1.xml': sheet('') }).slice(0, 400),
    bad,
    'benefits.xlsx',
  ),
];
