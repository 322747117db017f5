import { describe, expect, test } from '@jest/globals';
import { badgeCatalogue } from '../../../../vendors/credly/badges/catalogue.ts';
import { levelByName, levelOf } from '../../../../vendors/credly/badges/level.ts';
import { purposeOf } from '../../../../vendors/credly/badges/purpose.ts';

const ALL = badgeCatalogue().all;

describe('the catalogue of badges', () => {
  test('has badges of all four vendors', () => {
    const counts = Map.groupBy(ALL, ({ vendor }) => vendor);
    expect([...counts].map(([vendor, templates]) => [vendor, templates.length]).toSorted()).toEqual([
      ['aws', 17],
      ['cisco', 78],
      ['dell', 107],
      ['ibm', 40],
    ]);
  });

  test('finds a badge by its name, however its dashes are written', () => {
    const { byName } = badgeCatalogue();
    expect(byName('aws', 'AWS Certified Security - Specialty')).toMatchObject({ level: 'Advanced' });
    expect(byName('aws', 'aws  certified security \u2014 specialty')).toMatchObject({ level: 'Advanced' });
    expect(byName('cisco', 'AWS Certified Security - Specialty')).toBeNull();
  });
});

describe('the level of a badge', () => {
  test('by its name alone is never another than the catalogue’s', () => {
    const wrong = ALL.filter(({ vendor, name, level }) => {
      const byName = levelByName(vendor, name);
      return byName !== null && byName !== level;
    });
    expect(wrong).toEqual([]);
    const told = ALL.filter(({ vendor, name }) => levelByName(vendor, name) !== null);
    expect(told.length / ALL.length).toBeGreaterThan(0.8);
  });

  test.each([
    ['as it is told', { level: 'Advanced', name: 'CCNA', templateId: null }, 'Advanced'],
    [
      'of the catalogue, by id',
      { level: null, name: 'Renamed', templateId: '114d6f12-244d-4b99-9967-7cf31381c975', vendor: 'aws' },
      'Advanced',
    ],
    [
      'of the catalogue, by name',
      { level: null, name: 'Cisco Meraki Solutions Specialist', templateId: 'new' },
      'Foundational',
    ],
    ['of the name', { level: null, name: 'CCNP Security', templateId: null }, 'Intermediate'],
    ['not known', { level: null, name: 'Cisco Black Belt', templateId: null }, null],
  ])('is the one %s', (_title, told, expected) => {
    expect(levelOf({ vendor: 'cisco', ...told })).toBe(expected);
  });
});

describe('the purpose of a badge', () => {
  test.each([
    ['aws', 'AWS Partner: Sales Accreditation (Business)', 'SALES'],
    ['aws', 'AWS Partner: Accreditation (Technical)', 'TECHNICAL'],
    ['aws', 'AWS Partner: Cloud Economics Accreditation', 'UNKNOWN'],
    ['aws', 'AWS Certified Developer – Associate', 'TECHNICAL'],
    ['aws', 'AWS Certified: SAP on AWS – Specialty', 'TECHNICAL'],
    ['aws', 'AWS Certified Cloud Practitioner', 'UNKNOWN'],
    ['cisco', 'CCNA', 'TECHNICAL'],
    ['cisco', 'Cisco Certified Specialist - Enterprise Wireless Implementation', 'TECHNICAL'],
    ['cisco', 'Cisco Global Sales Certification - Meraki Business 100', 'SALES'],
    ['cisco', 'Cisco Global Sales Certification - SASE Technical 100', 'TECHNICAL'],
    ['cisco', 'Cisco Customer Success Manager (CSM) certification', 'UNKNOWN'],
    ['dell', 'Specialist – Implementation Engineer, VxRail Version 2.0', 'DELIVERY'],
    ['dell', 'Dell PowerStore Deploy 2023', 'DELIVERY'],
    ['dell', 'Dell PowerStore Operate 2023', 'TECHNICAL'],
    ['dell', 'Develop with Dell Career-Ready - Sales Professional', 'SALES'],
    ['dell', 'Associate - Networking Version 2.0', 'UNKNOWN'],
    ['ibm', 'IBM Certified Specialist - Midrange Storage Sales V3', 'SALES'],
    ['ibm', 'IBM Certified Professional Sales Engineer - Cloud v1', 'UNKNOWN'],
    ['ibm', 'IBM Certified Solution Implementer - API Connect V5.0.5', 'DELIVERY'],
    ['ibm', 'IBM Certified Solution Architect - Cloud Pak for Data v4.x', 'TECHNICAL'],
    ['ibm', 'CCNA', 'UNKNOWN'],
  ])('of %s, %s, is %s', (vendor, name, purpose) => {
    expect(purposeOf(vendor, name)).toBe(purpose);
  });
});
