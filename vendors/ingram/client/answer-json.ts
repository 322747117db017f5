import { answerReader } from '../../../platform/vendor/answer-reader.ts';
import { ingramFacts } from '../facts.ts';

/** What Ingram Micro answers, read; what can't be is told in its name. */
export const { readAnswerJson, readErrorJson, checkAnswer, unreadable } = answerReader(ingramFacts);
