import { open, rename, rm } from 'node:fs/promises';
import type { RangeFile } from '../../contracts/ip-ranges/range-file.ts';

/** Replaces the file at once: whoever reads it sees the old one or the new one, also if this is broken off. */
export async function writeRanges(file: string, ranges: RangeFile): Promise<void> {
  const next = `${file}.${process.pid}.new`;
  const handle = await open(next, 'wx');
  try {
    await handle.writeFile(`${JSON.stringify(ranges, null, 2)}\n`);
    await handle.sync();
    await rename(next, file);
  } catch (error) {
    await rm(next, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
}
