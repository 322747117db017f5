import type { PulledRecord } from '../../../../platform/records/records.ts';
import { canonical } from './reading.ts';
import type { Json } from './tapped-stand-in.ts';

type JsonObject = { [member: string]: Json };

/** A record as it stands on the wire, and how it is known there. */
export interface WireRecord {
  /** Its identifier, where that can still be read; null where it is made of members that are spoiled too. */
  readonly remoteId: string | null;
  /** The member that holds the identifier and stays as it is. */
  readonly kept: string | null;
  readonly isHere: (object: JsonObject) => boolean;
  /** Whether a pulled record was made of it. */
  readonly concerns: (pulled: PulledRecord) => boolean;
}

const SPOILED = { wrong: true } as const;

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Every object in a value, the outer ones first. */
function objectsIn(value: Json): JsonObject[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  if (!isObject(value)) return [];
  return [value, ...Object.values(value).flatMap(objectsIn)];
}

function holds(value: Json | undefined, remoteId: string): boolean {
  return (typeof value === 'string' || typeof value === 'number') && String(value) === remoteId;
}

/** By its identifier, in a member that is called `id` in any spelling, or else whose name ends in it. */
function byIdentifier(answers: readonly Json[], { record }: PulledRecord): WireRecord | null {
  const { remoteId } = record;
  const names = answers
    .flatMap(objectsIn)
    .flatMap((object) => Object.keys(object).filter((name) => holds(object[name], remoteId)));
  const kept = names.find((name) => /^id$/i.test(name)) ?? names.find((name) => /id$/i.test(name));
  if (kept === undefined) return null;
  return {
    remoteId,
    kept,
    isHere: (object) => holds(object[kept], remoteId),
    concerns: (pulled) => pulled.record.remoteId === remoteId,
  };
}

function plainMembers(object: JsonObject): number {
  return Object.values(object).filter((value) => value !== null && typeof value !== 'object').length;
}

/** By its payload: the object of it that stands on the wire as it is, and says the most. */
function byPayload(answers: readonly Json[], { payload }: PulledRecord): WireRecord | null {
  const onWire = new Set(answers.flatMap(objectsIn).map(canonical));
  const [found] = objectsIn(payload)
    .filter((object) => plainMembers(object) > 1 && onWire.has(canonical(object)))
    .toSorted((a, b) => plainMembers(b) - plainMembers(a));
  if (found === undefined) return null;
  const text = canonical(found);
  const isHere = (object: JsonObject): boolean => canonical(object) === text;
  return { remoteId: null, kept: null, isHere, concerns: (pulled) => objectsIn(pulled.payload).some(isHere) };
}

/** The first of these records that can be found in JSON answers; null for records that come as files or otherwise. */
export function findOnWire(answers: readonly Json[], records: readonly PulledRecord[]): WireRecord | null {
  for (const find of [byIdentifier, byPayload]) {
    for (const pulled of records) {
      const found = find(answers, pulled);
      if (found) return found;
    }
  }
  return null;
}

/** The answer with every text, number and flag of one record made an object; its identifier stays. */
export function spoil(answer: Json, record: WireRecord): Json {
  if (Array.isArray(answer)) return answer.map((item) => spoil(item, record));
  if (!isObject(answer)) return answer;
  const isHere = record.isHere(answer);
  const entries = Object.entries(answer).map(([name, value]): [string, Json] => {
    if (value !== null && typeof value === 'object') return [name, spoil(value, record)];
    return [name, isHere && name !== record.kept && value !== null ? SPOILED : value];
  });
  return Object.fromEntries(entries);
}
