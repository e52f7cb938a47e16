import { readFileSync, readdirSync } from 'node:fs';
import type { Fields } from '../../../contracts/call.ts';

const FOLDER = new URL('../../fixtures/events/', import.meta.url);

/** Every event of the fact sheet, named `<kind>.json` or `<kind>--<what is special>.json`. */
export const goodEvents = (): readonly (readonly [name: string, event: Fields])[] =>
  readdirSync(new URL('good/', FOLDER)).map((file) => [
    file.replace('.json', ''),
    JSON.parse(readFileSync(new URL(`good/${file}`, FOLDER), 'utf8')) as Fields,
  ]);

/** Bodies that are no event. */
export const badBodies = (): readonly (readonly [file: string, body: Buffer])[] =>
  readdirSync(new URL('bad/', FOLDER)).map((file) => [file, readFileSync(new URL(`bad/${file}`, FOLDER))]);
