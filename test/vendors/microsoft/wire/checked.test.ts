import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { checkAnswer } from '../../../../vendors/microsoft/wire/checked.ts';

const shape = z.object({ name: z.string() });

test('an envelope with a wrong shape is the fault of the service, told without its values', () => {
  expect(() => checkAnswer(shape, { name: { secret: 'x' } }, 'referrals.list')).toThrow(
    "Microsoft's answer to referrals.list can't be read: /name: expected string, got object",
  );
});

test('an envelope that is no object at all is told so', () => {
  expect(() => checkAnswer(shape, [], 'referrals.list')).toThrow('its body: expected object, got array');
});
