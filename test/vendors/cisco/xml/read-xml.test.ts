import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { elementsNamed, textAt } from '../../../../vendors/cisco/xml/element.ts';
import { XmlFault } from '../../../../vendors/cisco/xml/fault.ts';
import { readXml, XML_LIMITS } from '../../../../vendors/cisco/xml/read-xml.ts';
import { encodeText } from '../../../../vendors/cisco/xml/text.ts';

describe('reading XML', () => {
  test('gives elements, attributes and text by their local names', () => {
    const root = readXml(
      `<?xml version="1.0" encoding="UTF-8"?>
       <!-- a <b> & c -->
       <s:a xmlns:s="urn:s" xmlns='urn:d' x:kind = "one" plain='two "2"' >
         <s:b>first</s:b><c/><s:b >second</s:b ><d
         />
       </s:a>
       <!-- end -->`,
    );
    expect(root.name).toBe('a');
    expect(Object.fromEntries(root.attributes)).toEqual({ kind: 'one', plain: 'two "2"' });
    expect(root.children.map((child) => child.name)).toEqual(['b', 'c', 'b', 'd']);
    expect(textAt(root, 'b')).toBe('first');
    expect(textAt(root, 'c')).toBeNull();
    expect(textAt(root, 'b', 'x')).toBeNull();
  });

  test('replaces the five entities and references to characters, in text and attributes', () => {
    const root = readXml(`<a b="&lt;&quot;&#65;&#x1F600;">R&amp;D &apos;&gt;&#xe9;</a>`);
    expect(root.attributes.get('b')).toBe('<"A😀');
    expect(root.text).toBe("R&D '>é");
  });

  test('takes text of CDATA sections as it stands', () => {
    expect(readXml('<a>x<![CDATA[<b>&amp;]]>y</a>').text).toBe('x<b>&amp;y');
  });

  test('finds elements at any depth, in their order', () => {
    const root = readXml('<a><q><i>1</i></q><b><q><i>2</i></q></b><q><i>3</i></q></a>');
    expect(elementsNamed(root, 'q').map((found) => textAt(found, 'i'))).toEqual(['1', '2', '3']);
  });

  test('a document type is refused, so nothing can grow or reach outside', () => {
    const bomb = '<!DOCTYPE a [<!ENTITY x "y"><!ENTITY z "&x;&x;">]><a>&z;</a>';
    expect(() => readXml(bomb)).toThrow(new XmlFault('a document type'));
    expect(() => readXml('<!DOCTYPE a SYSTEM "file:///etc/hosts"><a/>')).toThrow(XmlFault);
    expect(() => readXml('<a>&z;</a>')).toThrow(new XmlFault('an unknown entity'));
  });

  test.each([
    '',
    'text',
    '<a>',
    '<a><b></a></b>',
    '</a>',
    '<a/><b/>',
    '<a/>text',
    '<a b=1/>',
    '<a b="1" b="2"/>',
    '<a b="1"',
    '<a b="<"/>',
    '< a/>',
    '<a>&</a>',
    '<a>&#0;</a>',
    '<a>&#xD800;</a>',
    '<a>&#x110000;</a>',
    '<a><!-- </a>',
    '<a><![CDATA[</a>',
    '<?xml',
    '<a></b>',
  ])('%j is not read', (text) => {
    expect(() => readXml(text)).toThrow(XmlFault);
  });

  test('what is too deep, too much or too long is not read', () => {
    const limits = { depth: 3, elements: 5, length: 100 };
    expect(readXml('<a><b><c/></b></a>', limits).name).toBe('a');
    expect(() => readXml('<a><b><c><d></d></c></b></a>', limits)).toThrow('deeper');
    expect(readXml('<a><b/><b/><b/><b/></a>', limits).children).toHaveLength(4);
    expect(() => readXml('<a><b/><b/><b/><b/><b/></a>', limits)).toThrow('more elements');
    expect(() => readXml(`<a>${'x'.repeat(94)}</a>`, limits)).toThrow('longer');
  });

  test('the deepest nesting that fits in a large document does not break the reader', () => {
    expect(() => readXml('<a>'.repeat(200_000), { ...XML_LIMITS, depth: 1_000_000, elements: 1_000_000 })).toThrow(
      'cut short',
    );
  });

  test('any text comes back from an element and an attribute as it was written into it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const known = text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');
        const root = readXml(`<a b="${encodeText(text)}">${encodeText(text)}</a>`);
        expect([root.text, root.attributes.get('b')]).toEqual([known, known]);
      }),
    );
  });

  test('nothing it is given makes it fail otherwise than by saying why', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '/',
      'a',
      ' ',
      '=',
      '"',
      '&',
      ';',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?',
      '<a>',
      '</a>',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        try {
          readXml(pieces.join(''));
        } catch (error) {
          expect(error).toBeInstanceOf(XmlFault);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
