import { fileURLToPath } from 'node:url';
import { environmentFile } from '../contracts/settings/environment-name.ts';

/** Paths of the user's own files, besides settings.ts. Import it as `#own/files.ts`. */
const project = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

export const CALL_FLOW = project('functions/call-flow.ts');
export const CALL_FLOWS = project('functions/call-flows.ts');
/** Ends in a slash. */
export const STATIC_NCCO_FOLDER = project('static-ncco/');
/** Written by `npm run freeze`, for each environment; missing before. */
export const FROZEN_IDS = project(environmentFile('frozen-ids.json'));
/** Written by `npm run deploy`, for each environment, where the call flow has steps; missing before. */
export const DEPLOYED_FLOWS = project(environmentFile('deployed-flows.json'));
