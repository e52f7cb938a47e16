import { fileURLToPath } from 'node:url';

/** Where the files are that are yours besides settings.ts. Import it as `#own/files.ts`. */
const project = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

export const CALL_FLOW = project('functions/call-flow.ts');
/** Ends in a slash. */
export const STATIC_NCCO_FOLDER = project('static-ncco/');
/** Written by `npm run freeze`; there is none before. */
export const FROZEN_IDS = project('frozen-ids.json');
