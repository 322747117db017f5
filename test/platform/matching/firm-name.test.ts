import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isLegalFormAlone, readFirmName } from '../../../platform/matching/firm-name.ts';
import { CLEAR_FORMS } from '../../../platform/matching/legal-forms.ts';

const keyOf = (name: string): string | null => readFirmName(name)?.key ?? null;

const VARIANTS: ReadonlyArray<readonly [what: string, names: readonly string[]]> = [
  ['German forms', ['Müller GmbH', 'MÜLLER AG', 'Müller SE', 'Müller e.K.', 'Müller GmbH & Co. KG', 'Müller KGaA']],
  ['umlauts in each spelling', ['Müller', 'Mueller', 'Muller', 'MÜLLER', 'Mu\u0308ller']],
  ['ß and ss', ['Straßenbau Groß', 'Strassenbau Gross', 'STRASSENBAU GROSS']],
  [
    'and',
    ['Smith & Sons', 'Smith and Sons', 'Smith und Sons', 'Smith + Sons', 'Smith et Sons', 'Smith&Sons', 'Smith Sons'],
  ],
  [
    'British and American forms',
    ['Acme Ltd', 'Acme Limited', 'ACME P.L.C.', 'Acme, Inc.', 'Acme Corp.', 'Acme L.L.C.'],
  ],
  ['a leading article', ['The Acme Company', 'Acme Co.', 'Acme']],
  ['French forms', ['Café Dupont S.A.R.L.', 'Cafe Dupont SAS', 'CAFÉ DUPONT S. A.', 'SARL Café Dupont']],
  ['Italian forms', ['Rossi S.p.A.', 'Rossi S.r.l.', 'ROSSI SRL']],
  ['Spanish and Mexican forms', ['Peña S.L.', 'Pena, S.A. de C.V.', 'PEÑA SA DE CV', 'Peña S. de R.L. de C.V.']],
  ['Brazilian and Portuguese forms', ['Conceição Ltda.', 'Conceicao LTDA', 'Conceição, Lda.']],
  ['Dutch and Belgian forms', ['De Vries B.V.', 'de vries NV', 'De Vries BVBA']],
  ['Nordic forms', ['Ørsted A/S', 'Orsted AS', 'Oersted ApS', 'Ørsted AB', 'ØRSTED Oyj']],
  [
    'Polish forms',
    ['Łódź Sp. z o.o.', 'Lodz sp. z o. o.', 'ŁÓDŹ S.A.', 'Łódź Spółka z o.o. Sp. k.'.replace('Spółka', 'Sp.')],
  ],
  ['Czech, Slovak and Hungarian forms', ['Novák s.r.o.', 'Novak a.s.', 'Novák Kft.', 'NOVAK Zrt']],
  ['Turkish forms', ['İstanbul A.Ş.', 'Istanbul Ltd. Şti.', 'ISTANBUL San. ve Tic. A.Ş.']],
  ['Russian forms', ['ООО «Ромашка»', 'Ромашка', 'ЗАО Ромашка', 'ромашка, ООО']],
  ['Japanese forms', ['株式会社アクメ', 'アクメ株式会社', '㈱アクメ', 'アクメ(株)', 'ｱｸﾒ']],
  ['Chinese and Korean forms', ['阿克梅有限公司', '阿克梅股份有限公司', '阿克梅']],
  [
    'Asian and Pacific forms',
    ['Acme Pty Ltd', 'Acme Pte. Ltd.', 'ACME Sdn. Bhd.', 'Acme (Pvt.) Ltd', 'PT Acme Tbk', 'Acme K.K.'],
  ],
  ['punctuation', ['Coca-Cola', 'Coca Cola', 'COCA–COLA!', '"Coca-Cola"', 'Coca_Cola', ' coca   cola ']],
  ['apostrophes', ["O'Reilly", 'O’Reilly', 'OReilly', 'O´Reilly']],
  ['dots between letters', ['S.A.P. SE', 'SAP SE', 'sap']],
  ['wide letters', ['Ａｃｍｅ　ＧｍｂＨ', 'Acme GmbH']],
];

describe('a firm’s name', () => {
  test.each(VARIANTS)('is the same whatever its %s', (_what, names) => {
    const keys = names.map(keyOf);
    expect(keys[0]).not.toBeNull();
    expect(keys).toEqual(names.map(() => keys[0]));
  });

  test.each([
    ['Acme', 'Acme Steel'],
    ['Deutsche Bank AG', 'Deutsche Telekom AG'],
    ['SAS Institute', 'Institute'],
    ['Y Combinator', 'Combinator'],
    ['Limited Brands, Inc.', 'Brands Inc.'],
    ['AT&T', 'A. Tat'],
    ['ガス', 'カス'],
    ['Novo', 'Nova'],
  ])('%s is not %s', (one, other) => {
    expect(keyOf(one)).not.toBe(keyOf(other));
  });

  test('that is nothing but a legal form stays as it is', () => {
    expect(keyOf('GmbH')).toBe('gmbh');
    expect(keyOf('A/S')).toBe('as');
    expect(keyOf('株式会社')).toBe('株式会社');
    expect(keyOf('The Limited')).toBe('limited');
  });

  test('without a letter or digit is none', () => {
    for (const text of ['', '   ', '***', '& + &', '()']) expect(readFirmName(text)).toBeNull();
  });

  test('keeps its words apart', () => {
    expect(readFirmName('The Coca-Cola Company, Inc.')).toEqual({
      words: ['coca', 'cola'],
      text: 'cocacola',
      key: 'cocacola',
    });
  });
});

describe('any name at all', () => {
  const name = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.string({ unit: 'binary', maxLength: 80 }));
  const plainWord = fc.stringMatching(/^[b-df-hj-np-tv-z]{4,10}$/).filter((word) => !CLEAR_FORMS.has(word));

  test('has a key that reads as itself', () => {
    fc.assert(
      fc.property(name, (text) => {
        const read = readFirmName(text);
        if (read === null) return;
        expect(read.text).toBe(read.words.join(''));
        expect(read.text).not.toBe('');
        expect(readFirmName(read.words.join(' '))).toEqual(read);
      }),
    );
  });

  test('has the same key in capitals, with a form behind it, and with signs between its words', () => {
    const words = fc.array(plainWord, { minLength: 1, maxLength: 4 });
    const form = fc.constantFrom(
      'GmbH',
      'Ltd.',
      'Inc',
      'S.A.',
      'B.V.',
      'Sp. z o.o.',
      'GmbH & Co. KG',
      'Pty Ltd',
      'A/S',
    );
    const sign = fc.constantFrom(' ', '-', ' & ', ', ', ' und ', '/');
    fc.assert(
      fc.property(words, form, sign, (each, end, between) => {
        const key = keyOf(each.join(' '));
        expect(keyOf(each.join(between))).toBe(key);
        expect(keyOf(`${each.join(between).toUpperCase()} ${end}`)).toBe(key);
        expect(keyOf(`  ${each.join(' ')}, ${end} `)).toBe(key);
      }),
    );
  });
});

describe('a legal form alone', () => {
  test.each(['GmbH', ' gmbh. ', 'G.m.b.H.', 'GmbH & Co. KG', 'Ltd.', 'Pty Ltd', 'Inc'])(
    'is %j: it names no firm',
    (name) => {
      expect(isLegalFormAlone(name)).toBe(true);
    },
  );

  test.each(['SAS', 'EE', 'AG', 'KK', 'Acme GmbH', 'GmbH Verlag', '株式会社アクメ', '***', ''])('is not %j', (name) => {
    expect(isLegalFormAlone(name)).toBe(false);
  });
});
