import { describe, expect, test } from '@jest/globals';
import { referralBody } from '../../../../../vendors/microsoft/writes/content/referral-body.ts';
import { productLists } from '../../../../../vendors/microsoft/writes/content/lists.ts';
import { deal } from '../support/intents.ts';

describe('what is named twice in a deal', () => {
  test('is sent to Microsoft once, however it is written', () => {
    const content = deal({
      products: ['Teams', 'BigData', 'teams', 'bigdata', 'Azure'],
      vendorFields: { ...deal().vendorFields, services: ['Hardware', 'Integration', 'Hardware'] },
    });
    expect(referralBody(content, 'pg-1')).toMatchObject({
      details: {
        requirements: {
          products: [{ id: 'Teams' }, { id: 'Azure' }],
          solutions: [{ id: 'BigData' }, { id: 'SOL-00001-AAA' }],
          services: [{ id: 'Hardware' }, { id: 'Integration' }],
        },
      },
    });
  });

  test('and is there already stays as Microsoft has it, once; what it has of its own words is kept under its name', () => {
    const current = {
      products: [{ id: 'P-1', name: 'Fabric' }],
      solutions: [
        { id: 'SOL-1', name: 'Ours', type: 'Name' },
        { id: 'BigData', name: 'Big data', type: 'Category' },
      ],
    };
    expect(productLists(['fabric', 'P-1', 'Big data', 'BigData', 'Ours', 'Nothing'], current)).toEqual({
      products: [current.products[0]],
      solutions: current.solutions,
      unknown: [5],
    });
  });
});
