import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** What a synthesis writes. */
const WRITTEN =
  /^(?:cdk\.out|manifest\.json|validation-report\.json|asset\.[0-9a-f]{64}(?:\.[a-z]+)?|.+\.(?:template|assets|metadata)\.json)$/;
/** The CDK CLI holds it while this runs. */
const LOCK = /\.lock$/;

/**
 * Makes the folder and removes an earlier synthesis from it, so that a removed stack is not deployed.
 * @throws Error if the folder holds anything else
 */
export const emptyOutputFolder = async (folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true });
  const entries = (await readdir(folder)).filter((entry) => !LOCK.test(entry));
  const foreign = entries.filter((entry) => !WRITTEN.test(entry));
  if (foreign.length > 0) {
    throw new Error(
      `Expected a folder for the cloud assembly alone, found ${foreign.slice(0, 5).join(', ')} in ${folder}. Name an empty or a new one.`,
    );
  }
  for (const entry of entries) await rm(join(folder, entry), { recursive: true });
};
