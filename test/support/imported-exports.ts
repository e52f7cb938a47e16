import { pathToFileURL } from 'node:url';

/** Takes the place of infra/call-flow-exports.ts in `npm test`, which starts no process: the file is imported, not built. */
export const exportsOf = async (file: string): Promise<Readonly<Record<string, unknown>>> =>
  (await import(pathToFileURL(file).href)) as Readonly<Record<string, unknown>>;
