import type { z } from 'zod';
import type { VendorHttpResponse } from '../http/vendor-http.ts';
import { parseExactJson } from '../records/exact-json.ts';
import type { JsonValue } from '../records/json.ts';
import type { VendorFacts } from './contract.ts';
import { check } from './shape-check.ts';
import { VendorError } from './vendor-error.ts';

/** Reads the answers of one vendor; what can't be read is told in the vendor's name. */
export interface AnswerReader {
  /**
   * The JSON of an answer, with no digit lost.
   * @throws VendorError `upstream_error` when the body is not JSON
   */
  readAnswerJson(answer: VendorHttpResponse, operation: string): JsonValue;
  /** As `readAnswerJson`, for an error answer: a body that is no JSON (a proxy's page) is simply not read. */
  readErrorJson(answer: VendorHttpResponse): JsonValue;
  /**
   * Checks the envelope of an answer, without which nothing in it can be read.
   * @throws VendorError `upstream_error` naming the member
   */
  checkAnswer<T>(shape: z.ZodType<T>, body: JsonValue, operation: string): T;
  /** An answer arrived and can't be used. Not worth retrying: the same answer would come again. */
  unreadable(operation: string, problem: string, httpStatus?: number): VendorError;
}

/** The body as text, without a byte order mark. */
export function bodyText(answer: VendorHttpResponse): string {
  return answer.body.toString('utf8').replace(/^\uFEFF/, '');
}

/** @param facts whose answers they are */
export function answerReader({ id: vendor, name }: Pick<VendorFacts, 'id' | 'name'>): AnswerReader {
  const unreadable: AnswerReader['unreadable'] = (operation, problem, httpStatus) => {
    const publicMessage = `${name}'s answer to ${operation} can't be read: ${problem}`;
    return new VendorError({ vendor, kind: 'upstream_error', publicMessage, operation, httpStatus });
  };
  return {
    unreadable,
    readAnswerJson: (answer, operation) => {
      try {
        return parseExactJson(bodyText(answer));
      } catch {
        throw unreadable(operation, 'its body is not JSON', answer.status);
      }
    },
    readErrorJson: (answer) => {
      try {
        return parseExactJson(bodyText(answer));
      } catch {
        return null;
      }
    },
    checkAnswer: (shape, body, operation) => {
      const checked = check(shape, body);
      if ('value' in checked) return checked.value;
      throw unreadable(operation, `${checked.fault.path || 'its body'}: ${checked.fault.problem}`);
    },
  };
}
