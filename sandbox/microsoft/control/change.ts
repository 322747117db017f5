import { ControlError } from '../../kernel/stand-in.ts';
import { isObject, text } from '../common/json.ts';
import type { JsonObject } from '../common/json.ts';
import type { World } from '../world.ts';
import { changeConsent } from './change-consent.ts';
import { changeReferral } from './change-referral.ts';
import { decideForMicrosoft } from './microsoft-decision.ts';

const CHANGES: Readonly<Record<string, (world: World, change: JsonObject) => JsonObject>> = {
  referral: changeReferral,
  microsoftDecision: decideForMicrosoft,
  consent: changeConsent,
};

/**
 * Changes one record as the vendor's own staff would.
 * @throws ControlError when the type or id is unknown or the change has a wrong shape
 */
export function applyChange(world: World, input: unknown): JsonObject {
  if (!isObject(input)) throw new ControlError('change: expected an object');
  const type = text(input, 'type');
  const change = Object.hasOwn(CHANGES, type) ? CHANGES[type] : undefined;
  if (change) return change(world, input);
  throw new ControlError(`type: expected ${Object.keys(CHANGES).join(', ')}, got '${type}'`);
}
