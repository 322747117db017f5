import { describe, expect, test } from '@jest/globals';
import { readTokenAnswer } from '../../../../vendors/ibm/client/token-answer.ts';
import { jwt, START } from '../support/bench.ts';

const NOW = Date.parse(START) / 1000;

describe('the life of an IBM token', () => {
  test.each([
    ['agrees with ours', { iat: NOW, exp: NOW + 3600 }, 3_600_000],
    ['is an hour behind', { iat: NOW - 3600, exp: NOW }, 3_600_000],
    ['is an hour ahead', { iat: NOW + 3600, exp: NOW + 7200 }, 3_600_000],
    ['is not told', { exp: NOW + 600 }, 600_000],
  ])("is read from the token itself when IBM's clock %s", (_how, claims, lifeMs) => {
    const body = Buffer.from(JSON.stringify({ access_token: jwt(claims), expires_in: 7 }));
    const answer = readTokenAnswer({ status: 200, headers: {}, body }, new Date(START));
    expect(answer).toEqual({ accessToken: jwt(claims), lifeMs });
  });
});
