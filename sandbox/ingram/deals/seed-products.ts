import type { SeededRandom } from '../../kernel/random.ts';
import type { JsonObject } from '../../kernel/json.ts';

/** Made-up items a vendor sells: the vendor's part number, description, list price. */
const ITEMS: Readonly<Record<string, ReadonlyArray<readonly [part: string, description: string, msrp: number]>>> = {
  Cisco: [
    ['SBX-SW48-P', 'SWITCH 48P POE', 6480],
    ['SBX-AP-6E', 'ACCESS POINT INDOOR', 1129.95],
    ['SBX-FW-2130', 'FIREWALL 10G', 14_760],
  ],
  Dell: [
    ['SBX-R760', 'RACK SERVER 2U', 11_240.5],
    ['SBX-ME5', 'STORAGE ARRAY 24 DRIVES', 23_815],
    ['SBX-LT7450', 'NOTEBOOK 14IN 32GB', 1689],
  ],
  IBM: [
    ['SBX-FS5045', 'FLASH STORAGE', 31_900],
    ['SBX-P10-S1022', 'SCALE-OUT SERVER', 27_450.75],
  ],
  Lenovo: [
    ['SBX-SR650', 'RACK SERVER', 9870],
    ['SBX-X1C', 'NOTEBOOK 14IN', 1949.9],
  ],
};

/** One to three lines of a deal. Here the sum of a line is spelled `extendedMSRP`; the deal's own is `extendedMsrp`. */
export function seedProducts(
  random: SeededRandom,
  vendor: string,
  dates: { readonly startDate: string; readonly expirationDate: string },
): JsonObject[] {
  return Array.from({ length: random.int(1, 3) }, () => {
    const [vendorPartNumber, productDescription, msrp] = random.pick(ITEMS[vendor] ?? []);
    const approvedQuantity = random.int(1, 60);
    return {
      ingramPartNumber: random.text(7, '0123456789ABCDEFGHJKLMNPRSTUVWXYZ'),
      vendorPartNumber,
      upc: random.chance(0.8) ? random.text(12, '0123456789') : null,
      productDescription,
      msrp,
      extendedMSRP: Math.round(msrp * approvedQuantity * 100) / 100,
      standardPrice: Math.round(msrp * 0.82 * 100) / 100,
      approvedQuantity,
      remainingQuantity: random.chance(0.15) ? 0 : random.int(1, approvedQuantity),
      comments: random.chance(0.2) ? 'Quantity may be split' : null,
      specialConditions: random.chance(0.2) ? 'End user only' : null,
      ...dates,
    };
  });
}
