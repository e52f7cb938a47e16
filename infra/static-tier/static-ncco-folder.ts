import { fileURLToPath } from 'node:url';

export const STATIC_NCCO_FOLDER = fileURLToPath(new URL('../../static-ncco/', import.meta.url));
