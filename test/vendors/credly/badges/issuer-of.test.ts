import { expect, test } from '@jest/globals';
import type { JsonValue } from '../../../../platform/records/json.ts';
import { vendorOfBadge } from '../../../../vendors/credly/badges/issuer-of.ts';
import { AWS, badge, CISCO, DELL, HPE, IBM, IBM_PROFESSIONAL, issuer, template } from '../support/staff.ts';

const KNOWN_TEMPLATE = '114d6f12-244d-4b99-9967-7cf31381c975';

test.each([
  ['its issuer', { issuer: issuer(CISCO) }, 'cisco'],
  ['either organisation of IBM', { issuer: issuer(IBM) }, 'ibm'],
  ['either organisation of IBM, the other', { issuer: issuer(IBM_PROFESSIONAL) }, 'ibm'],
  ['its main issuer', { issuer: issuer(DELL, AWS) }, 'dell'],
  ['another issuer, where the main one is not ours', { issuer: issuer(HPE, DELL) }, 'dell'],
  ['its template’s issuer', { issuer: null, badge_template: { ...template('x'), issuer: issuer(AWS) } }, 'aws'],
  [
    'its template’s owner',
    { issuer: null, badge_template: template('x', { owner_vanity_slug: 'delltechnologies' }) },
    'dell',
  ],
  [
    'the catalogue, by its template',
    { issuer: undefined, badge_template: template('x', { id: KNOWN_TEMPLATE }) },
    'aws',
  ],
  ['nobody we know', { issuer: issuer(HPE) }, null],
  ['nobody', { issuer: null, badge_template: null }, null],
  ['its issuer, whatever else is broken', { issuer: issuer(AWS), badge_template: 5, state: [] }, 'aws'],
  [
    'the entities of its issuer that can be read',
    { issuer: { entities: [null, 5, ...(issuer(CISCO)['entities'] as [])] } },
    'cisco',
  ],
])('a badge is known for its vendor’s by %s', (_title, members, vendor) => {
  expect(vendorOfBadge(badge('b-1', members) as JsonValue)).toBe(vendor);
});

test.each([null, 'text', 5, []])('%j is nobody’s badge', (value) => {
  expect(vendorOfBadge(value as JsonValue)).toBeNull();
});
