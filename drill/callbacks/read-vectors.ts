import { readFileSync } from 'node:fs';
import type { CallbackVector } from './vector.ts';

/** Every entry of vectors.json. */
export const readVectors = (): readonly CallbackVector[] =>
  JSON.parse(readFileSync(new URL('vectors.json', import.meta.url), 'utf8')) as readonly CallbackVector[];

/** Whether a vector can be sent to a running deployment over HTTP. */
export const goesOverHttp = ({ secrets, mode, inProcessOnly }: CallbackVector): boolean =>
  secrets === undefined && mode === undefined && inProcessOnly === undefined;
