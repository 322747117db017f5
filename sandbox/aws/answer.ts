import { randomUUID } from 'node:crypto';
import type { SandboxResponse } from '../kernel/stand-in.ts';
import type { AwsError } from './errors.ts';
import { errorBody } from './error-body.ts';
import type { JsonObject } from './json.ts';
import { withNulls } from './model/answer.ts';
import type { Service } from './services.ts';
import { escapeTexts } from './wire/html.ts';

function headers(now: number): Record<string, string> {
  return {
    'content-type': 'application/x-amz-json-1.0',
    'x-amzn-requestid': randomUUID(),
    // The stand-in's clock, which need not be the machine's: clients correct their own by it.
    date: new Date(now).toUTCString(),
  };
}

/** An answer as the service writes it: explicit nulls, escaped texts in selling, an empty body where there is none. */
export function success(service: Service, operation: string, answer: JsonObject | null, now: number): SandboxResponse {
  const shape = service.model.operations[operation]?.output?.shape;
  if (answer === null || shape === undefined) return { status: 200, headers: headers(now), body: '' };
  const texts = service.name === 'selling' ? escapeTexts(answer) : answer;
  return { status: 200, headers: headers(now), body: JSON.stringify(withNulls(service.model, shape, texts)) };
}

/** An error as the service writes it. */
export function failure(service: Service, error: AwsError, now: number): SandboxResponse {
  const { status, body } = errorBody(service, error);
  return { status, headers: headers(now), body: JSON.stringify(body) };
}
