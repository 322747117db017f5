import { answerReader } from '../../../platform/vendor/answer-reader.ts';
import { ibmFacts } from '../facts.ts';

/** What IBM answers, read; what can't be is told in its name. */
export const { readAnswerJson, readErrorJson, checkAnswer, unreadable } = answerReader(ibmFacts);
