import type { DemoProfileName } from '../../../../demo/profiles.ts';
import { accepted, enter, untilWrite, type Asked, type SeenDeal } from './graph.ts';

/** A solution that AWS lists for the demo partner at a place of the list of firms. */
export function solutionOf(partner: number): string {
  return `S-${String(partner * 1_000 + 1).padStart(7, '0')}`;
}

const CONTACT = { contactName: 'Ada Example', contactEmail: 'it@dairy.example' };

/** What each vendor asks for beside the sale itself. */
export const VENDOR_FIELDS = {
  aws: {
    monthlyAwsSpend: { amount: '12500.00', currency: 'EUR' },
    useCase: 'Database',
    deliveryModels: ['Professional Services'],
    salesActivities: ['Initialized discussions with customer'],
    primaryNeeds: ['Co-Sell - Architectural Validation'],
    solutions: [solutionOf(1)],
  },
  microsoft: {
    customerSize: '251to1000employees',
    services: ['ManagedServices'],
    consentToShareInfoWithOthers: true,
    consentToContact: true,
    consentToShareWithMicrosoftSellers: true,
    partnerContact: { firstName: 'Lin', lastName: 'Sample', email: 'rep@partner.example' },
  },
  cisco: { ...CONTACT, intendedUse: 'Resale', incentive: 'OIP', rfpIssued: false, customerMet: true },
  dell: { ...CONTACT, lineOfBusiness: 'Storage' },
  ibm: CONTACT,
} as const;
export type WritingVendor = keyof typeof VENDOR_FIELDS;

const PRODUCTS: Readonly<Partial<Record<WritingVendor, readonly string[]>>> = {
  microsoft: ['Azure'],
  cisco: ['Switching'],
  dell: ['PowerStore'],
  ibm: ['watsonx Code Assistant'],
};

let sales = 0;

/** A sale that no other story tells of, with a draft for each vendor that is whole but for what is said otherwise. */
export function newSale(
  vendors: readonly WritingVendor[],
  more: Readonly<Partial<Record<WritingVendor, object>>> = {},
): { readonly name: string; readonly idempotencyKey: string; readonly drafts: ReadonlyArray<{ vendor: string }> } {
  sales += 1;
  return {
    name: `Plant data lake ${sales}`,
    description: 'Sensor data of nine plants is spread over local databases.',
    closeOn: '2031-03-31',
    idempotencyKey: `sale-${sales}`,
    customer: {
      name: `Example Dairy ${sales} GmbH`,
      country: 'DE',
      website: `https://dairy${sales}.example.com`,
      city: 'Berlin',
      street: 'Musterweg 1',
      postalCode: '10115',
      industry: 'Manufacturing',
    },
    drafts: vendors.map((vendor) => ({
      vendor,
      value: { amount: '50000.5', currency: 'EUR' },
      ...(PRODUCTS[vendor] ? { products: PRODUCTS[vendor] } : {}),
      vendorFields: VENDOR_FIELDS[vendor],
      ...more[vendor],
    })),
  } as ReturnType<typeof newSale>;
}

/** Enters a sale for one vendor. @returns the id of its deal, whose draft is whole */
export async function newDeal(
  house: Asked,
  vendor: WritingVendor,
  more: object = {},
  as?: DemoProfileName,
): Promise<string> {
  const draft = (await enter(house, newSale([vendor], { [vendor]: more }), as)).get(vendor);
  if (!draft?.deal || draft.missing.length > 0 || draft.errors.length > 0) {
    throw new Error(`the draft is not whole: ${JSON.stringify(draft)}`);
  }
  return draft.deal.id;
}

/** Enters a sale for one vendor, submits it, and waits until the vendor has it. */
export async function submittedDeal(house: Asked, vendor: WritingVendor, more: object = {}): Promise<SeenDeal> {
  const id = await newDeal(house, vendor, more);
  await accepted(house, 'submitDeal', { id, idempotencyKey: `submit-${id}` });
  return untilWrite(house, id, 'CLEAN');
}
