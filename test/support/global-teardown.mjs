import { rmSync } from 'node:fs';

export default async () => {
  await globalThis.stopSharedSynthesis();
  rmSync(process.env.NODE_COMPILE_CACHE, { recursive: true, force: true });
};
